import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { Go } from "../parts/go.js";
import { ADMIN, HISTORY, ME, NOTEBOOKS, OVERVIEW, SCHEDULES, USERS } from "../parts/places.js";
import { ROLES } from "../parts/words.js";
import { isAtLeast, useMe } from "../session/me.js";
import { leaveBy } from "../session/places.js";
import { signOut } from "../session/session.js";

/** What is around every page behind the sign-in. */
export function Shell({ children }: { readonly children: ComponentChildren }) {
  return (
    <>
      <a href="#main" class="govuk-skip-link">
        Skip to main content
      </a>
      <header class="cw-header">
        <div class="cw-width cw-header__row">
          <Go to={OVERVIEW} class="cw-header__name">
            Crosswalk
          </Go>
          <Places />
          <Account />
        </div>
      </header>
      <OfflineBanner />
      <main id="main" class="cw-width cw-main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Places() {
  const [place] = useLocation();
  const { role } = useMe();
  const links: readonly (readonly [string, string])[] = [
    [OVERVIEW, "Overview"],
    [HISTORY, "History"],
    [SCHEDULES, "Schedules"],
  ];
  return (
    <nav class="cw-header__places" aria-label="Main">
      {links.map(([to, text]) => (
        <Go key={to} to={to} class="cw-header__place" current={to === OVERVIEW ? place === to : place.startsWith(to)}>
          {text}
        </Go>
      ))}
      {/* a page of its own, which the router knows nothing of */}
      <a href={NOTEBOOKS} class="cw-header__place">
        Notebooks
      </a>
      {isAtLeast(role, "ADMIN") && (
        <Go to={USERS} class="cw-header__place" current={place.startsWith(ADMIN)}>
          Administration
        </Go>
      )}
    </nav>
  );
}

function Account() {
  const [place] = useLocation();
  const { username, role } = useMe();
  const [problem, setProblem] = useState<string | null>(null);
  const leave = (): void => {
    leaveBy(signOut).catch((error: unknown) =>
      setProblem(error instanceof Error ? error.message : "You are still signed in."),
    );
  };
  return (
    <div class="cw-header__account">
      <Go to={ME} class="cw-header__user" current={place === ME}>
        {username} <span class="cw-header__role">{ROLES[role]}</span>
      </Go>
      <button type="button" class="cw-header__out" onClick={leave}>
        Sign out
      </button>
      {problem && <span role="alert">{problem}</span>}
    </div>
  );
}

/** Says that the browser is offline: what is on the page may be old. */
function OfflineBanner() {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return (
    <div role="status">
      {!isOnline && (
        <div class="cw-offline">
          <div class="cw-width">You are offline. What you see may be old; it goes on by itself once you are back.</div>
        </div>
      )}
    </div>
  );
}
