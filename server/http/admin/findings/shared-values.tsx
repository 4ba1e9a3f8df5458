import { useQuery } from "../api/use-query.js";
import { SharedValuesDocument } from "../generated/graphql.js";
import type { MigrationHead } from "../migration/shown.js";
import { count, spaced } from "../parts/format.js";
import { PAGE_SIZE } from "../parts/pager.js";
import { Scrolling } from "../parts/scrolling.js";
import { useFilters } from "../parts/use-filters.js";
import { ModelChoice } from "./finding-filters.js";
import { FindingList } from "./finding-list.js";

/** Key values that too many records hold to prove anything. */
export function SharedValuesPage({ migration }: { readonly migration: MigrationHead }) {
  const filters = useFilters();
  const { left, right } = migration.pipeline;
  const model = filters.get("model");
  const state = useQuery(SharedValuesDocument, {
    migrationId: migration.id,
    model,
    first: PAGE_SIZE,
    after: filters.get("after"),
  });
  return (
    <>
      <p class="govuk-body cw-reading">
        A value that too many records of one side hold proves nothing: it did not match. Often it stands for “unknown”.
      </p>
      <div class="cw-filters">
        <ModelChoice migration={migration} filters={filters} />
      </div>
      <FindingList
        state={state}
        choose={({ sharedValues }) => sharedValues}
        items="shared values"
        isFiltered={model !== null}
      >
        {(values) => (
          <Scrolling label="Shared values">
            <table class="govuk-table cw-table">
              <thead class="govuk-table__head">
                <tr>
                  <th scope="col" class="govuk-table__header">
                    Value
                  </th>
                  <th scope="col" class="govuk-table__header">
                    Match key
                  </th>
                  <th scope="col" class="govuk-table__header govuk-table__header--numeric">
                    Records of {left ?? "the left"}
                  </th>
                  <th scope="col" class="govuk-table__header govuk-table__header--numeric">
                    Records of {right ?? "the right"}
                  </th>
                </tr>
              </thead>
              <tbody class="govuk-table__body">
                {values.map(({ model: of, key, value, leftRecords, rightRecords }) => (
                  <tr key={`${of} ${key} ${value}`} class="govuk-table__row">
                    <th scope="row" class="govuk-table__header">
                      <code class="cw-code">{value}</code>
                    </th>
                    <td class="govuk-table__cell">
                      {spaced(key)} <span class="cw-card__more">{of}</span>
                    </td>
                    <td class="govuk-table__cell govuk-table__cell--numeric">{count(leftRecords)}</td>
                    <td class="govuk-table__cell govuk-table__cell--numeric">{count(rightRecords)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolling>
        )}
      </FindingList>
    </>
  );
}
