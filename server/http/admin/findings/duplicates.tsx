import { useQuery } from "../api/use-query.js";
import { DuplicatesDocument, type DuplicatesQuery } from "../generated/graphql.js";
import type { MigrationHead } from "../migration/shown.js";
import { count, counted } from "../parts/format.js";
import { PAGE_SIZE } from "../parts/pager.js";
import { Tag } from "../parts/tag.js";
import { useFilters } from "../parts/use-filters.js";
import { MaskedNote } from "../session/role-note.js";
import { Comparison } from "./comparison.js";
import { Drawing } from "./drawing.js";
import { drawnOf } from "./drawing-layout.js";
import { ModelChoice, Search } from "./finding-filters.js";
import { FindingList } from "./finding-list.js";
import { nameOf } from "./record.js";

type Duplicate = DuplicatesQuery["duplicates"]["nodes"][number];

/** Clusters of more than one record of each side, with why they are one. */
export function DuplicatesPage({ migration }: { readonly migration: MigrationHead }) {
  const filters = useFilters();
  const model = filters.get("model");
  const search = filters.get("search");
  const state = useQuery(DuplicatesDocument, {
    migrationId: migration.id,
    model,
    search,
    first: PAGE_SIZE,
    after: filters.get("after"),
  });
  return (
    <>
      <div class="cw-filters">
        <ModelChoice migration={migration} filters={filters} />
        <Search filters={filters} />
      </div>
      <MaskedNote />
      <FindingList
        state={state}
        choose={({ duplicates }) => duplicates}
        items="duplicates"
        isFiltered={Boolean(model || search)}
      >
        {(duplicates) => (
          <ol class="cw-findings">
            {duplicates.map((duplicate) => (
              <li key={duplicate.id} class="cw-finding">
                <DuplicateCard duplicate={duplicate} pipeline={migration.pipeline} />
              </li>
            ))}
          </ol>
        )}
      </FindingList>
    </>
  );
}

interface DuplicateCardProps {
  readonly duplicate: Duplicate;
  readonly pipeline: MigrationHead["pipeline"];
}

function DuplicateCard({ duplicate, pipeline }: DuplicateCardProps) {
  const { id, model, sameSide, leftCount, rightCount, records } = duplicate;
  const [first, ...others] = records.nodes;
  if (!first) return null;
  const drawn = drawnOf(records.nodes);
  const sides = [
    leftCount > 0 && `${count(leftCount)} of ${pipeline.left ?? "the left"}`,
    rightCount > 0 && `${count(rightCount)} of ${pipeline.right ?? "the right"}`,
  ].filter(Boolean);
  return (
    <article aria-labelledby={`duplicate-${id}`}>
      <h2 class="govuk-heading-s cw-finding__title" id={`duplicate-${id}`}>
        {nameOf(first) ?? first.id}
        <span class="cw-finding__about">
          {model}, {sides.join(" and ")}
        </span>
        {sameSide ? <Tag colour="purple">One side only</Tag> : <Tag colour="orange">Duplicate</Tag>}
      </h2>
      {sameSide && <p class="govuk-body-s">Each of these records counts as an orphan, not as a duplicate.</p>}
      <Drawing records={drawn} left={pipeline.left ?? "left"} right={pipeline.right ?? "right"} />
      {records.totalCount > drawn.length && (
        <p class="govuk-body-s">
          {drawn.length} of {counted(records.totalCount, "record")} are drawn; the report lists all of them.
        </p>
      )}
      <details class="govuk-details govuk-!-margin-bottom-0">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Compare the records field by field</span>
        </summary>
        <Comparison
          label="The records of the cluster"
          first={{ record: first, title: first.source }}
          others={others.map((record) => ({ record, title: record.source, agreedValues: [] }))}
        />
      </details>
    </article>
  );
}
