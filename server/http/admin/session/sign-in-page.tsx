import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorSummary } from "../parts/error-summary.js";
import { Field } from "../parts/fields.js";
import type { Problem } from "../parts/problem.js";
import { placeAfterSignIn, thenGoTo } from "./places.js";
import { readWays, type SignedIn, signIn, type Ways } from "./session.js";

/** What is shown to who comes back from the other way to sign in without being let in; the server's log knows why. */
const FAILED_ELSEWHERE: readonly Problem[] = [
  { field: null, message: "That did not work. Try again, or ask an administrator whether you may come in." },
];

/** Lets people in: by name and password, and by OpenID Connect where the server offers it. */
export function SignInPage() {
  const [ways, setWays] = useState<Ways | null>(null);
  useEffect(() => {
    document.title = "Sign in – Crosswalk";
    readWays().then(setWays, () => {});
  }, []);
  const then = placeAfterSignIn(location.search);
  const hasFailedElsewhere = new URLSearchParams(location.search).has("error");
  return (
    <main class="cw-sign-in">
      <p class="cw-sign-in__name">Crosswalk</p>
      <h1 class="govuk-heading-l">Sign in</h1>
      {hasFailedElsewhere && <ErrorSummary title="You are not signed in" problems={FAILED_ELSEWHERE} />}
      {ways?.openId && (
        <>
          <a
            class="govuk-button govuk-button--secondary cw-sign-in__open-id"
            href={`/session/openid?${thenGoTo(then)}`}
          >
            Sign in with {ways.openId.title}
          </a>
          {ways.password && <p class="cw-sign-in__or">or</p>}
        </>
      )}
      {(ways === null || ways.password) && <PasswordForm then={then} />}
    </main>
  );
}

function PasswordForm({ then }: { readonly then: string }) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [isSending, setSending] = useState(false);
  const [failed, setFailed] = useState<SignedIn | null>(null);
  const wait = useCountdown(failed?.outcome === "TOO_MANY" ? failed : null);
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isSending || wait > 0) return;
    setSending(true);
    const outcome = await signIn(username, password);
    if (outcome.outcome === "SIGNED_IN") {
      location.assign(then);
      return;
    }
    setSending(false);
    setFailed(outcome);
    setPassword("");
    passwordField.current?.focus();
  };
  const problem = failed === null ? null : problemOf(failed, wait);

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {problem && <ErrorSummary title="You are not signed in" problems={[{ field: "password", message: problem }]} />}
      <Field
        id="username"
        label="User name"
        value={username}
        onChange={setUsername}
        autocomplete="username"
        spellcheck={false}
      />
      <Field
        id="password"
        label="Password"
        type="password"
        value={password}
        onChange={setPassword}
        autocomplete="current-password"
        inputRef={passwordField}
      />
      <button type="submit" class="govuk-button" disabled={isSending || wait > 0}>
        {wait > 0 ? `Wait ${wait} s` : isSending ? "Signing in …" : "Sign in"}
      </button>
    </form>
  );
}

function problemOf(failed: SignedIn, wait: number): string | null {
  switch (failed.outcome) {
    case "SIGNED_IN":
      return null;
    case "WRONG":
      return "The user name or the password is wrong.";
    case "TOO_MANY":
      return wait > 0 ? failed.message : null;
    case "FAILED":
      return failed.message;
  }
}

/** The seconds that are left of a wait. */
function useCountdown(asked: { readonly waitSeconds: number } | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (!asked) return setLeft(0);
    const end = Date.now() + asked.waitSeconds * 1_000;
    const tick = (): void => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1_000)));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [asked]);
  return left;
}
