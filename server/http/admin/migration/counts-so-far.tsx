import type { ProgressStepFragment } from "../generated/graphql.js";
import { count } from "../parts/format.js";

interface CountsSoFarProps {
  readonly counts: ProgressStepFragment["counts"];
  readonly kind: "RECONCILIATION" | "UPSERT" | null;
}

/** What is known of a migration that is under way; an upsert matches nothing. */
export function CountsSoFar({ counts, kind }: CountsSoFarProps) {
  const shown: readonly (readonly [string, number])[] = [
    ["Read", counts.read],
    ...(kind === "UPSERT"
      ? []
      : ([
          ["Matched", counts.matched],
          ["Orphans", counts.orphans],
          ["Duplicates", counts.duplicates],
        ] as const)),
    ["Changes", counts.updated],
    ["Rejected", counts.rejected],
  ];
  return (
    <section aria-labelledby="so-far">
      <h2 class="govuk-heading-m" id="so-far">
        So far
      </h2>
      <dl class="cw-figures">
        {shown.map(([what, value]) => (
          <div key={what} class="cw-figures__one">
            <dt>{what}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
