import type { Model, Pipeline } from "./pipeline.js";

/**
 * Whether a column's values say something about a person. One that is not declared, or not any more, may well: what is
 * shown to everybody has to be declared as such.
 */
export function isPersonalColumn(model: Pick<Model, "columns"> | undefined, name: string): boolean {
  const column = model?.columns.find((declared) => declared.name === name);
  return column === undefined || column.personal === true;
}

/** Whether a part of what a rule for candidates compares does: as the column that it is of. */
export function isPersonalTrait(model: Model | undefined, rule: string, name: string): boolean {
  const declared = model?.candidateRules.find((each) => each.name === rule)?.agreesOn;
  const column = declared?.find((trait) => trait.name === name)?.column;
  return column === undefined || isPersonalColumn(model, column);
}

/** Whether a field of what a migration changes does: as the column of the source that it holds. */
export function isPersonalField(pipeline: Pipeline | undefined, entity: string, field: string): boolean {
  const upserted = pipeline?.upsert?.entities.find(({ name }) => name === entity);
  if (upserted) {
    const column = upserted.columns?.[field];
    return column === undefined || isPersonalColumn(pipeline?.models[0], column);
  }
  const model = pipeline?.models.find(({ update }) => update?.entity === entity);
  return model?.update?.field !== field || isPersonalColumn(model, field);
}

/** The columns of a pipeline's model, or of all, whose values everybody may see. */
export function shownColumns(pipeline: Pipeline | undefined, model?: string): ReadonlySet<string> {
  const models = pipeline?.models.filter(({ name }) => model === undefined || name === model) ?? [];
  return new Set(
    models.flatMap(({ columns }) => columns.filter(({ personal }) => personal !== true).map(({ name }) => name)),
  );
}
