import { Redirect, Route, Switch } from "wouter-preact";
import { AuditPage } from "./accounts/audit-page.js";
import { TokensPage } from "./accounts/tokens-page.js";
import { UsersPage } from "./accounts/users-page.js";
import { HistoryPage } from "./history/history-page.js";
import { NotFound } from "./layout/not-found.js";
import { Shell } from "./layout/shell.js";
import { MePage } from "./me/me-page.js";
import { MigrationPage } from "./migration/migration-page.js";
import { OverviewPage } from "./overview/overview-page.js";
import { ADMIN, AUDIT, ME, TOKENS, USERS } from "./parts/places.js";
import { EditSchedulePage, NewSchedulePage } from "./schedules/edit-schedule-page.js";
import { SchedulePage } from "./schedules/schedule-page.js";
import { SchedulesPage } from "./schedules/schedules-page.js";
import { SignInPage } from "./session/sign-in-page.js";
import { SignedIn } from "./session/signed-in.js";
import { StartPage } from "./start/start-page.js";

/** All places of the page. */
export function App() {
  return (
    <Switch>
      <Route path="/sign-in">
        <SignInPage />
      </Route>
      <Route>
        <SignedIn>
          <Shell>
            <Places />
          </Shell>
        </SignedIn>
      </Route>
    </Switch>
  );
}

function Places() {
  return (
    <Switch>
      <Route path="/migrations">
        <OverviewPage />
      </Route>
      <Route path="/migrations/history">
        <HistoryPage />
      </Route>
      <Route path="/migrations/schedules">
        <SchedulesPage />
      </Route>
      <Route path="/migrations/schedules/new">
        <NewSchedulePage />
      </Route>
      <Route path="/migrations/schedules/:id">{({ id }) => <SchedulePage key={id} id={id} />}</Route>
      <Route path="/migrations/schedules/:id/edit">{({ id }) => <EditSchedulePage key={id} id={id} />}</Route>
      <Route path="/migrations/pipelines/:name">
        {({ name }) => <Redirect to={`/migrations/pipelines/${name}/start`} replace />}
      </Route>
      <Route path="/migrations/pipelines/:name/start">{({ name }) => <StartPage key={name} name={name} />}</Route>
      <Route path={ME}>
        <MePage />
      </Route>
      <Route path={ADMIN}>
        <Redirect to={USERS} replace />
      </Route>
      <Route path={USERS}>
        <UsersPage />
      </Route>
      <Route path={TOKENS}>
        <TokensPage />
      </Route>
      <Route path={AUDIT}>
        <AuditPage />
      </Route>
      <Route path="/migrations/:id/:view?">
        {({ id, view }) => <MigrationPage key={id} id={id} view={view ?? null} />}
      </Route>
      <Route>
        <NotFound what="This page" />
      </Route>
    </Switch>
  );
}
