import { useQuery } from "../api/use-query.js";
import { ChangesPage } from "../findings/changes.js";
import { DuplicatesPage } from "../findings/duplicates.js";
import { MatchesPage } from "../findings/matches.js";
import { OrphansPage } from "../findings/orphans.js";
import { RejectionsPage } from "../findings/rejections.js";
import { SharedValuesPage } from "../findings/shared-values.js";
import { MigrationHeadDocument } from "../generated/graphql.js";
import { NotFound } from "../layout/not-found.js";
import { Page } from "../layout/page.js";
import { Go } from "../parts/go.js";
import { type MigrationView, migrationPlace } from "../parts/places.js";
import { Shown } from "../parts/states.js";
import { isActive } from "../parts/words.js";
import { ProgressView } from "./progress-view.js";
import { ResultView } from "./result-view.js";
import type { MigrationHead } from "./shown.js";
import { StatusTag } from "./status-tag.js";

interface View {
  readonly name: MigrationView;
  readonly title: string;
  readonly show: (migration: MigrationHead) => preact.ComponentChild;
}

const REJECTIONS: View = {
  name: "rejections",
  title: "Rejections",
  show: (migration) => <RejectionsPage migration={migration} />,
};
const CHANGES: View = { name: "changes", title: "Changes", show: (migration) => <ChangesPage migration={migration} /> };

/** What can be looked into: an upsert finds no matches, orphans and duplicates. */
const VIEWS: Readonly<Record<"RECONCILIATION" | "UPSERT", readonly View[]>> = {
  RECONCILIATION: [
    { name: "orphans", title: "Orphans", show: (migration) => <OrphansPage migration={migration} /> },
    { name: "duplicates", title: "Duplicates", show: (migration) => <DuplicatesPage migration={migration} /> },
    { name: "matches", title: "Matches", show: (migration) => <MatchesPage migration={migration} /> },
    { name: "shared-values", title: "Shared values", show: (migration) => <SharedValuesPage migration={migration} /> },
    REJECTIONS,
    CHANGES,
  ],
  UPSERT: [CHANGES, REJECTIONS],
};

interface MigrationPageProps {
  readonly id: string;
  readonly view: string | null;
}

/** One migration: its progress while it is under way, then its result and what can be looked into. */
export function MigrationPage({ id, view }: MigrationPageProps) {
  const state = useQuery(MigrationHeadDocument, { id });
  const migration = state.result?.migration ?? null;
  if (state.result && !migration) return <NotFound what={`The migration ${id}`} />;
  const views = VIEWS[migration?.pipeline.kind ?? "RECONCILIATION"];
  const chosen = views.find(({ name }) => name === view) ?? null;
  if (migration && view !== null && !chosen) return <NotFound what={`This view of migration ${id}`} />;
  const titled = migration ? `Migration ${id}: ${migration.pipeline.title}` : `Migration ${id}`;
  return (
    <Page
      title={titled}
      aside={migration && <StatusTag status={migration.status} waiting={migration.waiting} dryRun={migration.dryRun} />}
    >
      {migration === null ? (
        <Shown state={state} what="Loading the migration">
          {() => null}
        </Shown>
      ) : (
        <>
          <Views id={id} views={views} chosen={chosen} isActive={isActive(migration.status)} />
          {chosen ? (
            <section aria-label={chosen.title} key={chosen.name}>
              {isActive(migration.status) && (
                <div class="govuk-inset-text">
                  This migration is still under way: <Go to={migrationPlace(id)}>follow its progress</Go>. What is below
                  is what is there so far.
                </div>
              )}
              {chosen.show(migration)}
            </section>
          ) : isActive(migration.status) ? (
            <ProgressView migration={migration} onChange={state.refetch} />
          ) : (
            <ResultView id={id} />
          )}
        </>
      )}
    </Page>
  );
}

interface ViewsProps {
  readonly id: string;
  readonly views: readonly View[];
  readonly chosen: View | null;
  readonly isActive: boolean;
}

function Views({ id, views, chosen, isActive: isUnderWay }: ViewsProps) {
  return (
    <nav class="cw-views" aria-label={`Migration ${id}`}>
      <Go to={migrationPlace(id)} class="cw-views__link" current={chosen === null}>
        {isUnderWay ? "Progress" : "Result"}
      </Go>
      {views.map((view) => (
        <Go key={view.name} to={migrationPlace(id, view.name)} class="cw-views__link" current={view === chosen}>
          {view.title}
        </Go>
      ))}
    </nav>
  );
}
