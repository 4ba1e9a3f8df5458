import type { BenchCase } from "./case.js";
import { api } from "./cases/api.js";
import { candidates } from "./cases/candidates.js";
import { load } from "./cases/load.js";
import { npq } from "./cases/npq.js";
import { size } from "./cases/size.js";
import { start } from "./cases/start.js";
import { students } from "./cases/students.js";
import { workers } from "./cases/workers.js";

/** All there is to measure, in the order in which it is. */
export const CASES: readonly BenchCase[] = [npq, candidates, students, api, load, start, workers, size];
