import { useQuery, useRefreshing } from "../api/use-query.js";
import { useSubscription } from "../api/use-subscription.js";
import {
  MigrationFinishedDocument,
  type MigrationLineFragment,
  type MigrationOrder,
  type MigrationStatus,
  MigrationsDocument,
  PipelineChoicesDocument,
} from "../generated/graphql.js";
import { Page } from "../layout/page.js";
import { StartedBy } from "../migration/started-by.js";
import { StatusTag } from "../migration/status-tag.js";
import { Trend } from "../overview/trend.js";
import { Choice } from "../parts/fields.js";
import { duration, percent } from "../parts/format.js";
import { Go } from "../parts/go.js";
import { Moment } from "../parts/moment.js";
import { PAGE_SIZE, Pager } from "../parts/pager.js";
import { migrationPlace } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { Empty, Shown } from "../parts/states.js";
import { Tag } from "../parts/tag.js";
import { type Filters, useFilters } from "../parts/use-filters.js";
import { LEVELS, STATUSES } from "../parts/words.js";

const STATUS_NAMES = Object.keys(STATUSES) as MigrationStatus[];
const ORDERS: readonly MigrationOrder[] = ["NEWEST_FIRST", "OLDEST_FIRST"];
const REFRESH_MS = 10_000;

/** All migrations, with what became of each. */
export function HistoryPage() {
  const filters = useFilters();
  const pipeline = filters.get("pipeline");
  const status = filters.oneOf("status", STATUS_NAMES);
  const order = filters.oneOf("order", ORDERS) ?? "NEWEST_FIRST";
  const state = useQuery(MigrationsDocument, {
    pipeline,
    status: status === null ? null : [status],
    order,
    first: PAGE_SIZE,
    after: filters.get("after"),
  });
  useRefreshing(state.refetch, REFRESH_MS);
  useSubscription(MigrationFinishedDocument, () => ({}), {
    isWanted: true,
    onResult: state.refetch,
    onBack: state.refetch,
  });
  return (
    <Page title="History">
      <HistoryFilters filters={filters} pipeline={pipeline} status={status} />
      <Shown state={state} what="Loading the migrations">
        {({ migrations }) =>
          migrations.totalCount === 0 ? (
            <Empty title="No migration is like that">
              {pipeline || status ? "Widen the filters to see others." : "None was started yet."}
            </Empty>
          ) : (
            <>
              <Scrolling label="Migrations">
                <MigrationTable migrations={migrations.nodes} order={order} filters={filters} />
              </Scrolling>
              <Pager page={migrations} items="migrations" />
            </>
          )
        }
      </Shown>
    </Page>
  );
}

interface HistoryFiltersProps {
  readonly filters: Filters;
  readonly pipeline: string | null;
  readonly status: MigrationStatus | null;
}

function HistoryFilters({ filters, pipeline, status }: HistoryFiltersProps) {
  const { result } = useQuery(PipelineChoicesDocument, {});
  const pipelines = result?.pipelines ?? [];
  const chosen = pipelines.filter(({ name }) => pipeline === null || name === pipeline);
  return (
    <>
      <div class="cw-filters">
        <Choice
          id="pipeline"
          label="Pipeline"
          value={pipeline ?? ""}
          choices={[["", "All"], ...pipelines.map(({ name, title }): [string, string] => [name, title])]}
          onChange={(value) => filters.set({ pipeline: value })}
        />
        <Choice
          id="status"
          label="Status"
          value={status ?? ""}
          choices={[["", "All"], ...STATUS_NAMES.map((name): [string, string] => [name, STATUSES[name].text])]}
          onChange={(value) => filters.set({ status: value })}
        />
      </div>
      <div class="cw-trend-row">
        {chosen.map(({ name, title, kind }) => (
          <section key={name} aria-label={`Trend of ${title}`}>
            {chosen.length > 1 && <h2 class="govuk-heading-s govuk-!-margin-bottom-1">{title}</h2>}
            <Trend pipeline={name} kind={kind} newest={null} />
          </section>
        ))}
      </div>
    </>
  );
}

interface MigrationTableProps {
  readonly migrations: readonly MigrationLineFragment[];
  readonly order: MigrationOrder;
  readonly filters: Filters;
}

function MigrationTable({ migrations, order, filters }: MigrationTableProps) {
  const isNewestFirst = order === "NEWEST_FIRST";
  return (
    <table class="govuk-table cw-table cw-stacking">
      <thead class="govuk-table__head">
        <tr>
          <th scope="col" class="govuk-table__header">
            Migration
          </th>
          <th scope="col" class="govuk-table__header">
            Status
          </th>
          <th scope="col" class="govuk-table__header" aria-sort={isNewestFirst ? "descending" : "ascending"}>
            <button
              type="button"
              class="cw-sort"
              onClick={() => filters.set({ order: isNewestFirst ? "OLDEST_FIRST" : null })}
            >
              When <span aria-hidden="true">{isNewestFirst ? "▼" : "▲"}</span>
            </button>
          </th>
          <th scope="col" class="govuk-table__header govuk-table__header--numeric">
            Took
          </th>
          <th scope="col" class="govuk-table__header">
            Started by
          </th>
          <th scope="col" class="govuk-table__header">
            Result
          </th>
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {migrations.map((migration) => (
          <tr key={migration.id} class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              <Go to={migrationPlace(migration.id)}>
                {migration.id} <span class="govuk-!-font-weight-regular">{migration.pipeline.title}</span>
              </Go>
            </th>
            <td class="govuk-table__cell" data-label="Status">
              <StatusTag status={migration.status} waiting={migration.waiting} dryRun={migration.dryRun} />
            </td>
            <td class="govuk-table__cell" data-label="When">
              <Moment at={migration.startedAt ?? migration.queuedAt} />
            </td>
            <td class="govuk-table__cell govuk-table__cell--numeric" data-label="Took">
              {migration.durationMs === null ? "–" : duration(migration.durationMs)}
            </td>
            <td class="govuk-table__cell" data-label="Started by">
              <StartedBy migration={migration} />
            </td>
            <td class="govuk-table__cell" data-label="Result">
              <ShortResult migration={migration} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What one wants to know at a glance: match rates, or the share of rows taken, or the error. */
function ShortResult({ migration }: { readonly migration: MigrationLineFragment }) {
  const { error, results, pipeline, successRate, successLevel } = migration;
  if (error) return <code class="cw-code">{error.code}</code>;
  if (pipeline.kind === "UPSERT")
    return successRate === null ? (
      <>–</>
    ) : (
      <Tag colour={successLevel ? LEVELS[successLevel].colour : "grey"}>{percent(successRate)} taken</Tag>
    );
  return (
    <span class="cw-tags">
      {results.map(({ model, matchRate, matchRateLevel }) => (
        <Tag key={model} colour={matchRateLevel ? LEVELS[matchRateLevel].colour : "grey"}>
          {percent(matchRate)} {model}
        </Tag>
      ))}
    </span>
  );
}
