import { useQuery } from "../api/use-query.js";
import { TrendDocument, type TrendQuery } from "../generated/graphql.js";
import { percent } from "../parts/format.js";
import { Sparkline } from "../parts/sparkline.js";

interface TrendProps {
  readonly pipeline: string;
  readonly kind: "RECONCILIATION" | "UPSERT" | null;
  /** asked again when this changes, such as with the newest migration */
  readonly newest: string | null;
}

const LONGEST = 30;

/** How a pipeline went over its last migrations: match rates, or of an upsert the share of rows that it took. */
export function Trend({ pipeline, kind, newest }: TrendProps) {
  return <TrendLines key={newest} pipeline={pipeline} kind={kind} />;
}

function TrendLines({ pipeline, kind }: Omit<TrendProps, "newest">) {
  const { result } = useQuery(TrendDocument, { pipeline, last: LONGEST });
  if (!result || result.trend.length === 0) return null;
  const models = [...new Set(result.trend.map(({ model }) => model))];
  const what = kind === "UPSERT" ? "Taken" : "Match rate";
  return (
    <dl class="cw-trends">
      {models.map((model) => {
        const points = result.trend.filter((point) => point.model === model).map((point) => sparkPoint(point, kind));
        return (
          <div key={model} class="cw-trends__one">
            <dt>
              {what}, {model}
            </dt>
            <dd>
              <Sparkline label={`${what} of ${model}`} points={points} />
              <span class="cw-trends__now">{percent(points.at(-1)?.rate ?? 0)}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function sparkPoint({ migrationId, matchRate, successRate }: TrendQuery["trend"][number], kind: TrendProps["kind"]) {
  return { key: migrationId, rate: kind === "UPSERT" ? (successRate ?? 1) : matchRate };
}
