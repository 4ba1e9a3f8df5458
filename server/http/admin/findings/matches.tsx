import { useQuery } from "../api/use-query.js";
import { MatchesDocument, type MatchesQuery } from "../generated/graphql.js";
import type { MigrationHead } from "../migration/shown.js";
import { spaced } from "../parts/format.js";
import { PAGE_SIZE } from "../parts/pager.js";
import { useFilters } from "../parts/use-filters.js";
import { MaskedNote } from "../session/role-note.js";
import { Comparison } from "./comparison.js";
import { ModelChoice, Search } from "./finding-filters.js";
import { FindingList } from "./finding-list.js";
import { nameOf } from "./record.js";

type Match = MatchesQuery["matches"]["nodes"][number];

/** Records that were proved to be the same, with what proves it. */
export function MatchesPage({ migration }: { readonly migration: MigrationHead }) {
  const filters = useFilters();
  const model = filters.get("model");
  const search = filters.get("search");
  const state = useQuery(MatchesDocument, {
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
        choose={({ matches }) => matches}
        items="matches"
        isFiltered={Boolean(model || search)}
      >
        {(matches) => (
          <ol class="cw-findings">
            {matches.map((match) => (
              <li key={match.id} class="cw-finding">
                <MatchCard match={match} />
              </li>
            ))}
          </ol>
        )}
      </FindingList>
    </>
  );
}

function MatchCard({ match }: { readonly match: Match }) {
  const { id, left, right, model } = match;
  return (
    <article aria-labelledby={`match-${id}`}>
      <h2 class="govuk-heading-s cw-finding__title" id={`match-${id}`}>
        {nameOf(left) ?? nameOf(right) ?? left.id}
        <span class="cw-finding__about">{model}</span>
      </h2>
      <p class="govuk-body-s cw-pair">
        <span>
          {left.source} <code class="cw-code">{left.id}</code>
        </span>
        <span aria-hidden="true">↔</span>
        <span>
          {right.source} <code class="cw-code">{right.id}</code>
        </span>
      </p>
      <ul class="cw-ties">
        {left.why.map(({ key, value }) => (
          <li key={`${key} ${value}`}>
            <span class="cw-agreed">
              same {spaced(key)} {value}
            </span>
          </li>
        ))}
      </ul>
      <details class="govuk-details govuk-!-margin-bottom-0">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Compare the records field by field</span>
        </summary>
        <Comparison
          label="Both records"
          first={{ record: left, title: left.source }}
          others={[{ record: right, title: right.source, agreedValues: [] }]}
        />
      </details>
    </article>
  );
}
