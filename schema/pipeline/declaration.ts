import type { Model, Pipeline } from "../../server/core/pipeline.js";
import type { ApiServices } from "../services.js";

/** How a result's pipeline and model are declared today; they may be gone since. */
export function declarationOf(
  { pipelines }: Pick<ApiServices, "pipelines">,
  of: { readonly pipeline: string; readonly model: string },
): { readonly pipeline?: Pipeline | undefined; readonly model?: Model | undefined } {
  const pipeline = pipelines.find((declared) => declared.name === of.pipeline);
  return { pipeline, model: pipeline?.models.find((declared) => declared.name === of.model) };
}
