import { Go } from "../parts/go.js";
import { type MigrationView, migrationPlace } from "../parts/places.js";
import type { MigrationResult } from "./shown.js";

type Recommendation = MigrationResult["recommendations"][number];

/** Where this page shows what a recommendation stands on. */
const VIEWS: Readonly<Partial<Record<Recommendation["code"], MigrationView>>> = {
  DUPLICATES: "duplicates",
  SHARED_VALUES: "shared-values",
  REJECTIONS: "rejections",
  SUCCESS_CRITICAL: "rejections",
  SUCCESS_WARNING: "rejections",
};

interface RecommendationsProps {
  readonly migrationId: string;
  readonly recommendations: readonly Recommendation[];
}

/** What to do next, the most urgent first. */
export function Recommendations({ migrationId, recommendations }: RecommendationsProps) {
  if (recommendations.length === 0) return null;
  return (
    <section aria-labelledby="recommendations">
      <h2 class="govuk-heading-m" id="recommendations">
        What to do next
      </h2>
      <ol class="govuk-list govuk-list--number cw-recommendations">
        {recommendations.map(({ code, message, evidence }) => (
          <li key={`${code} ${message}`}>
            {message} <Evidence migrationId={migrationId} view={VIEWS[code]} evidence={evidence} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface EvidenceProps {
  readonly migrationId: string;
  readonly view: MigrationView | undefined;
  readonly evidence: Recommendation["evidence"];
}

function Evidence({ migrationId, view, evidence: { title, url, query } }: EvidenceProps) {
  if (view) return <Go to={migrationPlace(migrationId, view, filtersOf(query))}>{title}</Go>;
  return url ? (
    <a class="govuk-link" href={url} download>
      {title}
    </a>
  ) : null;
}

/** What the query asks for, as the view's filters say it. */
function filtersOf(query: string | null): Readonly<Record<string, string | null>> {
  const given = (name: string): string | null => new RegExp(`\\b${name}: "([^"]*)"`).exec(query ?? "")?.[1] ?? null;
  return { reason: given("reason"), model: given("model") };
}
