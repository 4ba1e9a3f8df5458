import { useQuery } from "../api/use-query.js";
import { ChangedEntitiesDocument, ChangesDocument, type ChangesQuery, type Effect } from "../generated/graphql.js";
import type { MigrationHead } from "../migration/shown.js";
import { Choice } from "../parts/fields.js";
import { capitalised, spaced } from "../parts/format.js";
import { PAGE_SIZE } from "../parts/pager.js";
import { Scrolling } from "../parts/scrolling.js";
import { Tag } from "../parts/tag.js";
import { useFilters } from "../parts/use-filters.js";
import { CHANGE_STATES, DETECTIONS, EFFECTS } from "../parts/words.js";
import { MaskedNote } from "../session/role-note.js";
import { FindingList } from "./finding-list.js";

type Change = ChangesQuery["changes"]["nodes"][number];

/** What is kept of a record that stays as it was is nothing. */
const LISTED: readonly Effect[] = ["CREATED", "UPDATED", "DELETED", "ENDED"];

/** Each field that was changed, before and after. */
export function ChangesPage({ migration }: { readonly migration: MigrationHead }) {
  const filters = useFilters();
  const entity = filters.get("entity");
  const effect = filters.oneOf("effect", LISTED);
  const { result } = useQuery(ChangedEntitiesDocument, { migrationId: migration.id });
  const entities = result?.migration?.effects ?? [];
  const state = useQuery(ChangesDocument, {
    migrationId: migration.id,
    entity,
    effect,
    first: PAGE_SIZE,
    after: filters.get("after"),
  });
  return (
    <>
      <div class="cw-filters">
        <Choice
          id="entity"
          label="Entity"
          value={entity ?? ""}
          choices={[
            ["", "All"],
            ...entities.map((each): [string, string] => [each.entity, capitalised(spaced(each.entity))]),
          ]}
          onChange={(value) => filters.set({ entity: value })}
        />
        <Choice
          id="effect"
          label="Effect"
          value={effect ?? ""}
          choices={[["", "All"], ...LISTED.map((name): [string, string] => [name, EFFECTS[name].text])]}
          onChange={(value) => filters.set({ effect: value })}
        />
      </div>
      <MaskedNote />
      <FindingList
        state={state}
        choose={({ changes }) => changes}
        items="changes"
        isFiltered={entity !== null || effect !== null}
      >
        {(changes) => (
          <Scrolling label="Changes">
            <ChangeTable changes={changes} />
          </Scrolling>
        )}
      </FindingList>
    </>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly Change[] }) {
  const isDetected = changes.some(({ detectedBy }) => detectedBy !== null);
  return (
    <table class="govuk-table cw-table cw-stacking">
      <thead class="govuk-table__head">
        <tr>
          {["Record", "Field", "Before", "After", "Effect", ...(isDetected ? ["Detected by"] : [])].map((name) => (
            <th key={name} scope="col" class="govuk-table__header">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {changes.map((change, i) => (
          <tr key={`${i} ${change.recordId}`} class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              <code class="cw-code">{change.recordId}</code>
              <span class="cw-card__more">{capitalised(spaced(change.entity))}</span>
            </th>
            <td class="govuk-table__cell" data-label="Field">
              {spaced(change.field)}
            </td>
            <td class="govuk-table__cell" data-label="Before">
              {change.before === null ? (
                <span class="cw-none">none</span>
              ) : (
                <del class="cw-before">{change.before}</del>
              )}
            </td>
            <td class="govuk-table__cell" data-label="After">
              {change.after === null ? <span class="cw-none">none</span> : <ins class="cw-after">{change.after}</ins>}
            </td>
            <td class="govuk-table__cell" data-label="Effect">
              <span class="cw-tags">
                <Tag colour={EFFECTS[change.effect].colour}>{EFFECTS[change.effect].text}</Tag>
                {change.state !== "APPLIED" && (
                  <Tag colour={CHANGE_STATES[change.state].colour}>{CHANGE_STATES[change.state].text}</Tag>
                )}
              </span>
            </td>
            {isDetected && (
              <td class="govuk-table__cell" data-label="Detected by">
                {change.detectedBy ? DETECTIONS[change.detectedBy] : "–"}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
