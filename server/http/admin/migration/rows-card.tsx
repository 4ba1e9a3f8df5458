import type { RowFieldsFragment } from "../generated/graphql.js";
import type { Colour } from "../parts/colour.js";
import { count, counted, difference, percent, shareOf } from "../parts/format.js";
import { Go } from "../parts/go.js";
import { migrationPlace, startPlace } from "../parts/places.js";
import { Tag } from "../parts/tag.js";
import { DETECTIONS, LEVELS } from "../parts/words.js";
import { useMayOperate } from "../session/me.js";
import { ChangeSince } from "./change-since.js";
import { ShareBar, type SharePart, Swatch } from "./share-bar.js";
import type { MigrationResult } from "./shown.js";

interface RowsCardProps {
  readonly migration: MigrationResult;
  readonly rows: RowFieldsFragment;
}

/** What became of the rows that an upsert read. */
export function RowsCard({ migration, rows }: RowsCardProps) {
  const { successRate, successLevel, efficiency, efficiencyLevel, previous, pipeline } = migration;
  const mayOperate = useMayOperate();
  const parts: readonly (SharePart & { readonly tag: Colour; readonly before: number | null })[] = [
    { name: "Created", value: rows.created, colour: "created", tag: "green", before: previous?.rows?.created ?? null },
    { name: "Updated", value: rows.updated, colour: "updated", tag: "blue", before: previous?.rows?.updated ?? null },
    {
      name: "Unchanged",
      value: rows.unchanged,
      colour: "unchanged",
      tag: "grey",
      before: previous?.rows?.unchanged ?? null,
    },
    {
      name: "Rejected",
      value: rows.rejected,
      colour: "rejected",
      tag: "red",
      before: previous?.rows?.rejected ?? null,
    },
  ];
  return (
    <article aria-labelledby="rows">
      <h2 class="govuk-heading-m cw-card__title" id="rows">
        {pipeline.models[0]?.title ?? "Rows"} <span class="cw-card__total">{count(rows.read)}</span>
      </h2>
      <p class="govuk-body cw-tags govuk-!-margin-bottom-2">
        {successRate !== null && (
          <Tag colour={successLevel ? LEVELS[successLevel].colour : "grey"}>
            {percent(successRate)} taken{successLevel && `: ${LEVELS[successLevel].text.toLowerCase()}`}
          </Tag>
        )}
        {efficiency !== null && (
          <Tag colour={efficiencyLevel ? LEVELS[efficiencyLevel].colour : "grey"}>
            {percent(efficiency)} unchanged{efficiencyLevel && `: ${LEVELS[efficiencyLevel].text.toLowerCase()}`}
          </Tag>
        )}
      </p>
      {previous && previous.successRate !== null && successRate !== null && (
        <ChangeSince what="Success" before={previous.successRate} now={successRate} previousId={previous.id} />
      )}
      <ShareBar parts={parts} label={parts.map(({ name, value }) => `${name} ${count(value)}`).join(", ")} />
      <table class="govuk-table cw-card__table">
        <caption class="govuk-visually-hidden">What became of the rows</caption>
        <tbody class="govuk-table__body">
          {parts.map(({ name, value, colour, tag, before }) => (
            <tr key={name} class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <Swatch colour={colour} />{" "}
                {name === "Rejected" ? <Go to={migrationPlace(migration.id, "rejections")}>{name}</Go> : name}
              </th>
              <td class="govuk-table__cell govuk-table__cell--numeric">
                {count(value)}
                {before !== null && before !== value && <span class="cw-card__more">{difference(before, value)}</span>}
              </td>
              <td class="govuk-table__cell govuk-table__cell--numeric">
                <Tag colour={value === 0 ? "grey" : tag}>{percent(shareOf(value, rows.read))}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Detections migration={migration} />
      <UnknownCodes migration={migration} />
      {rows.rejected > 0 && mayOperate && (
        <p class="govuk-body-s govuk-!-margin-bottom-0">
          <Go to={startPlace(pipeline.name, { rejectedOf: migration.id })}>Take what was rejected again</Go>
        </p>
      )}
    </article>
  );
}

function Detections({ migration: { detections } }: Pick<RowsCardProps, "migration">) {
  const met = detections.filter(({ rows }) => rows > 0);
  if (met.length === 0) return null;
  return (
    <>
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">What decided</h3>
      <ul class="govuk-list cw-small">
        {met.map(({ detectedBy, rows }) => (
          <li key={detectedBy}>
            {DETECTIONS[detectedBy]}: {count(rows)}
          </li>
        ))}
      </ul>
    </>
  );
}

function UnknownCodes({ migration: { unknownCodeCount, unknownCodes } }: Pick<RowsCardProps, "migration">) {
  if (unknownCodeCount === 0) return null;
  return (
    <details class="govuk-details govuk-!-margin-bottom-2">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{counted(unknownCodeCount, "code")} that no sponsor has</span>
      </summary>
      <ul class="govuk-details__text govuk-list">
        {unknownCodes.map(({ code, rows }) => (
          <li key={code}>
            <code class="cw-code">{code}</code> in {counted(rows, "row")}
          </li>
        ))}
      </ul>
    </details>
  );
}
