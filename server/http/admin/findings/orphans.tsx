import { useQuery } from "../api/use-query.js";
import { OrphansDocument, type OrphansQuery } from "../generated/graphql.js";
import type { MigrationHead } from "../migration/shown.js";
import { Choice } from "../parts/fields.js";
import { counted, spaced } from "../parts/format.js";
import { PAGE_SIZE } from "../parts/pager.js";
import { Tag } from "../parts/tag.js";
import { useFilters } from "../parts/use-filters.js";
import { MaskedNote } from "../session/role-note.js";
import { Comparison } from "./comparison.js";
import { ModelChoice, Search } from "./finding-filters.js";
import { FindingList } from "./finding-list.js";
import { nameOf } from "./record.js";

type Orphan = OrphansQuery["orphans"]["nodes"][number];

/** Records without one of the other side, each with those that may be its. */
export function OrphansPage({ migration }: { readonly migration: MigrationHead }) {
  const filters = useFilters();
  const { left, right } = migration.pipeline;
  const model = filters.get("model");
  const side = filters.oneOf("side", ["LEFT", "RIGHT"]);
  const candidates = filters.oneOf("candidates", ["with", "without"]);
  const search = filters.get("search");
  const state = useQuery(OrphansDocument, {
    migrationId: migration.id,
    model,
    side,
    hasCandidates: candidates === null ? null : candidates === "with",
    search,
    first: PAGE_SIZE,
    after: filters.get("after"),
  });
  return (
    <>
      <div class="cw-filters">
        <ModelChoice migration={migration} filters={filters} />
        <Choice
          id="side"
          label="Side"
          value={side ?? ""}
          choices={[
            ["", "Both"],
            ["LEFT", left ?? "Left"],
            ["RIGHT", right ?? "Right"],
          ]}
          onChange={(value) => filters.set({ side: value })}
        />
        <Choice
          id="candidates"
          label="Candidates"
          value={candidates ?? ""}
          choices={[
            ["", "With or without"],
            ["with", "With candidates"],
            ["without", "Without"],
          ]}
          onChange={(value) => filters.set({ candidates: value })}
        />
        <Search filters={filters} />
      </div>
      <MaskedNote />
      <FindingList
        state={state}
        choose={({ orphans }) => orphans}
        items="orphans"
        isFiltered={Boolean(model || side || candidates || search)}
      >
        {(orphans) => (
          <ol class="cw-findings">
            {orphans.map((orphan) => (
              <li key={orphan.id} class="cw-finding">
                <OrphanCard orphan={orphan} />
              </li>
            ))}
          </ol>
        )}
      </FindingList>
    </>
  );
}

function OrphanCard({ orphan }: { readonly orphan: Orphan }) {
  const { id, record, candidates, candidateCount, model } = orphan;
  return (
    <article aria-labelledby={`orphan-${id}`}>
      <h2 class="govuk-heading-s cw-finding__title" id={`orphan-${id}`}>
        {nameOf(record) ?? record.id}
        <span class="cw-finding__about">
          {model}, {record.source}
        </span>
        <Tag colour={candidateCount > 0 ? "blue" : "grey"}>
          {candidateCount > 0 ? counted(candidateCount, "candidate") : "No candidate"}
        </Tag>
      </h2>
      <Comparison
        label={candidateCount > 0 ? "The orphan beside its candidates" : "The orphan"}
        first={{ record, title: "Orphan" }}
        others={candidates.map((candidate) => ({
          record: candidate.record,
          title: `Candidate ${candidate.rank}`,
          agreedValues: candidate.agreements.flatMap(({ values }) => values.map(({ value }) => value)),
        }))}
      />
      {candidates.length > 0 && <Agreements candidates={candidates} />}
      {candidateCount > candidates.length && (
        <p class="govuk-body-s">The best {candidates.length} are shown; the report lists all of them.</p>
      )}
    </article>
  );
}

/** Why each candidate is one; the values are marked above. */
function Agreements({ candidates }: Pick<Orphan, "candidates">) {
  return (
    <ul class="govuk-list cw-small">
      {candidates.map(({ rank, record, agreements }) => (
        <li key={record.id}>
          Candidate {rank}:{" "}
          {agreements.map(({ rule, description }) => asClause(description ?? spaced(rule))).join("; ")}
        </li>
      ))}
    </ul>
  );
}

/** A sentence as a part of one. */
function asClause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");
}
