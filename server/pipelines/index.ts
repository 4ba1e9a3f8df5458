import type { Pipeline } from "../core/pipeline.js";
import { npqPipeline } from "./npq/pipeline.js";
import { studentsPipeline } from "./students/pipeline.js";

/** The registry: a pipeline is a folder here and a line. */
export const PIPELINES: readonly Pipeline[] = [npqPipeline, studentsPipeline];
