import type { Bench, BenchCase } from "../case.js";
import { measureSizesOfNpq } from "../npq/sizes.js";
import { measureSizesOfStudents } from "../students/sizes.js";

/** What size costs: each size once, in a process and a database of its own. */
export const size: BenchCase = {
  name: "size",
  about: "time and memory over size: the services at 0.1, 1 and 10 times the scale, up to 1,000,000 students",
  async measure(bench: Bench) {
    bench.record.note("Each size is measured once: the largest takes minutes.");
    await measureSizesOfNpq(bench);
    await measureSizesOfStudents(bench);
  },
};
