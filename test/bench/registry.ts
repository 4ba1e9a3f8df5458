import type { BenchCase } from "./case.js";
import { npq } from "./cases/npq.js";

/** All there is to measure, in the order in which it is. */
export const CASES: readonly BenchCase[] = [npq];
