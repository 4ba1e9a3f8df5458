import { isPersonalColumn } from "../../server/core/personal.js";
import type { StoredResult } from "../../server/core/read-ports.js";
import type { Side } from "../../server/core/record.js";
import { declarationOf } from "../pipeline/declaration.js";
import type { ApiServices } from "../services.js";

/** A column as its records show it. */
export interface ShownColumn {
  readonly name: string;
  readonly title: string;
  /** its place among a record's values */
  readonly place: number;
  readonly isPersonal: boolean;
  /** equal values are shown once */
  readonly isDistinct: boolean;
}

/** How the records of a result are shown: what was kept of its model, and what that is declared to be today. */
export interface ShownModel {
  readonly columns: readonly ShownColumn[];
  readonly keys: readonly ShownColumn[];
  /** the title of the service of a side, and how reports name its records */
  readonly sides: Readonly<Record<Side, { readonly source: string; readonly class: string }>>;
}

/** A page has some thousand values of one result. It goes with the result, which is read for each operation anew. */
const known = new WeakMap<StoredResult, ShownModel>();

export function shownModelOf(services: Pick<ApiServices, "pipelines">, result: StoredResult): ShownModel {
  const shown = known.get(result) ?? showModel(services, result);
  known.set(result, shown);
  return shown;
}

function showModel(services: Pick<ApiServices, "pipelines">, result: StoredResult): ShownModel {
  const { pipeline, model } = declarationOf(services, result);
  const show = (name: string): ShownColumn => {
    const column = model?.columns.find((declared) => declared.name === name);
    return {
      name,
      title: column?.title ?? name,
      place: result.columns.indexOf(name),
      isPersonal: isPersonalColumn(model, name),
      isDistinct: column?.distinct ?? false,
    };
  };
  return {
    columns: result.columns.map(show),
    keys: result.matchKeys.map(({ column }) => show(column)),
    sides: {
      LEFT: { source: pipeline?.left.title ?? "LEFT", class: model?.left.class ?? result.model },
      RIGHT: { source: pipeline?.right.title ?? "RIGHT", class: model?.right.class ?? result.model },
    },
  };
}
