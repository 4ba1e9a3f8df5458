import type { ModelFieldsFragment } from "../generated/graphql.js";
import type { Colour } from "../parts/colour.js";
import { count, counted, difference, percent, shareOf, spaced } from "../parts/format.js";
import { Go } from "../parts/go.js";
import { type MigrationView, migrationPlace } from "../parts/places.js";
import { Tag } from "../parts/tag.js";
import { LEVELS } from "../parts/words.js";
import { ChangeSince } from "./change-since.js";
import { ShareBar, type SharePart, Swatch } from "./share-bar.js";
import type { MigrationResult } from "./shown.js";

type Previous = NonNullable<MigrationResult["previous"]>["results"][number];

interface ModelCardProps {
  readonly migrationId: string;
  readonly result: ModelFieldsFragment;
  readonly pipeline: MigrationResult["pipeline"];
  readonly previous: Previous | null;
  readonly previousId: string | null;
}

interface Line extends SharePart {
  readonly tag: Colour;
  readonly view: MigrationView;
  readonly filters: Readonly<Record<string, string>>;
  readonly more: string | null;
  readonly before: number | null;
}

/** What matching found of one model. */
export function ModelCard({ migrationId, result, pipeline, previous, previousId }: ModelCardProps) {
  const { model, total, matchRate, matchRateLevel, excluded, rejected, sharedValueCount } = result;
  const declared = pipeline.models.find(({ name }) => name === model);
  const lines = linesOf(result, pipeline, previous);
  const title = declared?.title ?? model;
  return (
    <article aria-labelledby={`model-${model}`}>
      <h2 class="govuk-heading-m cw-card__title" id={`model-${model}`}>
        {title} <span class="cw-card__total">{count(total)}</span>
      </h2>
      <p class="govuk-body govuk-!-margin-bottom-2">
        <Tag colour={matchRateLevel ? LEVELS[matchRateLevel].colour : "grey"}>{percent(matchRate)} matched</Tag>
      </p>
      {previous && previousId && previous.total > 0 && (
        <ChangeSince what="Match rate" before={previous.matchRate} now={matchRate} previousId={previousId} />
      )}
      <ShareBar parts={lines} label={lines.map(({ name, value }) => `${name} ${count(value)}`).join(", ")} />
      <table class="govuk-table cw-card__table">
        <caption class="govuk-visually-hidden">What was found of {title}</caption>
        <tbody class="govuk-table__body">
          {lines.map((line) => (
            <FoundLine key={line.name} migrationId={migrationId} model={model} total={total} line={line} />
          ))}
        </tbody>
      </table>
      <p class="govuk-body-s govuk-!-margin-bottom-0">
        Read {count(result.leftRecords)} of {pipeline.left ?? "the left"} and {count(result.rightRecords)} of{" "}
        {pipeline.right ?? "the right"}.
        {excluded > 0 && ` ${count(excluded)} excluded${declared?.exclusion ? `: ${spaced(declared.exclusion)}` : ""}.`}{" "}
        {result.sameSideClusters > 0 &&
          `${counted(result.sameSideClusters, "cluster")} of one side only; their records count as orphans. `}
        {rejected > 0 && <Go to={migrationPlace(migrationId, "rejections")}>{counted(rejected, "row")} rejected</Go>}{" "}
        {sharedValueCount > 0 && (
          <Go to={migrationPlace(migrationId, "shared-values", { model })}>
            {counted(sharedValueCount, "shared value")}
          </Go>
        )}
      </p>
    </article>
  );
}

interface FoundLineProps {
  readonly migrationId: string;
  readonly model: string;
  readonly total: number;
  readonly line: Line;
}

function FoundLine({ migrationId, model, total, line }: FoundLineProps) {
  const { name, value, colour, tag, view, filters, more, before } = line;
  const share = shareOf(value, total);
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        <Swatch colour={colour} /> <Go to={migrationPlace(migrationId, view, { model, ...filters })}>{name}</Go>
        {more && <span class="cw-card__more">{more}</span>}
      </th>
      <td class="govuk-table__cell govuk-table__cell--numeric">
        {count(value)}
        {before !== null && before !== value && <span class="cw-card__more">{difference(before, value)}</span>}
      </td>
      <td class="govuk-table__cell govuk-table__cell--numeric">
        <Tag colour={value === 0 ? "grey" : tag}>{percent(share)}</Tag>
      </td>
    </tr>
  );
}

function linesOf(
  result: ModelFieldsFragment,
  { left, right }: MigrationResult["pipeline"],
  before: Previous | null,
): readonly Line[] {
  const withCandidates = (value: number): string | null => (value > 0 ? `${count(value)} with candidates` : null);
  return [
    {
      name: "Matched",
      value: result.matched,
      colour: "matched",
      tag: result.matchRateLevel ? LEVELS[result.matchRateLevel].colour : "green",
      view: "matches",
      filters: {},
      more: null,
      before: before?.matched ?? null,
    },
    {
      name: `Orphans of ${left ?? "the left"}`,
      value: result.orphanedLeft,
      colour: "left",
      tag: "yellow",
      view: "orphans",
      filters: { side: "LEFT" },
      more: withCandidates(result.orphanedLeftWithCandidates),
      before: before?.orphanedLeft ?? null,
    },
    {
      name: `Orphans of ${right ?? "the right"}`,
      value: result.orphanedRight,
      colour: "right",
      tag: "yellow",
      view: "orphans",
      filters: { side: "RIGHT" },
      more: withCandidates(result.orphanedRightWithCandidates),
      before: before?.orphanedRight ?? null,
    },
    {
      name: "Duplicates",
      value: result.duplicates,
      colour: "duplicates",
      tag: "orange",
      view: "duplicates",
      filters: {},
      more: null,
      before: before?.duplicates ?? null,
    },
  ];
}
