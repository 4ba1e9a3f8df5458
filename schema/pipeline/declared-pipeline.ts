import type { Pipeline as Declaration, Model } from "../../server/core/pipeline.js";
import type { ApiServices } from "../services.js";
import type { Pipeline, PipelineModel } from "./pipeline.type.js";

/** A pipeline as the API shows it. */
export function describePipeline(pipeline: Declaration): Pipeline {
  return {
    name: pipeline.name,
    title: pipeline.title,
    description: pipeline.description,
    kind: pipeline.upsert ? "UPSERT" : "RECONCILIATION",
    left: pipeline.left.title,
    right: pipeline.right.title,
    models: pipeline.models.map(describeModel),
    options: pipeline.options,
  };
}

/** A migration's pipeline: what is left of it where it is no longer declared, for its migrations are kept. */
export function pipelineNamed({ pipelines }: Pick<ApiServices, "pipelines">, name: string): Pipeline {
  const declared = pipelines.find((pipeline) => pipeline.name === name);
  if (declared) return describePipeline(declared);
  const description = "This pipeline is no longer part of this installation; its migrations are kept.";
  return { name, title: name, description, kind: null, left: null, right: null, models: [], options: [] };
}

function describeModel(model: Model): PipelineModel {
  return {
    name: model.name,
    title: model.title,
    columns: model.columns.map(({ name, title, personal, search }) => ({
      name,
      title,
      personal: personal === true,
      searchable: search !== undefined,
    })),
    matchKeys: model.matchKeys.map(({ column, normalisation: { trim, foldCase, placeholders, sharedLimit } }) => ({
      column,
      trim,
      foldCase,
      placeholders,
      sharedLimit,
    })),
    candidateRules: model.candidateRules.map(({ name, description }) => ({ name, description })),
    exclusion: model.exclusion?.reason ?? null,
  };
}
