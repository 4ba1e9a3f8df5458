import type { Effect } from "../generated/graphql.js";
import { capitalised, count, spaced } from "../parts/format.js";
import { Go } from "../parts/go.js";
import { migrationPlace } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { EFFECTS } from "../parts/words.js";
import type { MigrationResult } from "./shown.js";

const COLUMNS: readonly (readonly [Effect, "created" | "updated" | "unchanged" | "deleted" | "ended"])[] = [
  ["CREATED", "created"],
  ["UPDATED", "updated"],
  ["UNCHANGED", "unchanged"],
  ["DELETED", "deleted"],
  ["ENDED", "ended"],
];

interface EffectsProps {
  readonly migration: Pick<MigrationResult, "id" | "dryRun">;
  readonly effects: MigrationResult["effects"];
}

/** What was done to each entity; a number leads to the changes behind it. */
export function Effects({ migration, effects }: EffectsProps) {
  if (effects.length === 0) return null;
  return (
    <section aria-labelledby="effects">
      <h2 class="govuk-heading-m" id="effects">
        {migration.dryRun ? "What a run would do" : "What was done"}
      </h2>
      <Scrolling label="Effects">
        <table class="govuk-table cw-table">
          <thead class="govuk-table__head">
            <tr>
              <th scope="col" class="govuk-table__header">
                Entity
              </th>
              {COLUMNS.map(([effect]) => (
                <th key={effect} scope="col" class="govuk-table__header govuk-table__header--numeric">
                  {EFFECTS[effect].text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {effects.map((of) => (
              <tr key={of.entity} class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  {capitalised(spaced(of.entity))}
                </th>
                {COLUMNS.map(([effect, field]) => (
                  <td key={effect} class="govuk-table__cell govuk-table__cell--numeric">
                    {of[field] === 0 || effect === "UNCHANGED" ? (
                      count(of[field])
                    ) : (
                      <Go
                        to={migrationPlace(migration.id, "changes", { entity: of.entity, effect })}
                        label={`${count(of[field])} ${EFFECTS[effect].text.toLowerCase()} ${spaced(of.entity)}`}
                      >
                        {count(of[field])}
                      </Go>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}
