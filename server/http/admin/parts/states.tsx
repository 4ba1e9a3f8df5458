import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { RequestError } from "../api/errors.js";
import type { QueryState } from "../api/use-query.js";

/** Said only once it takes a while: what comes at once needs no word about it. */
const PATIENCE_MS = 300;

export function Loading({ what = "Loading" }: { readonly what?: string }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="cw-loading" role="status">
      {isLate && (
        <>
          <span class="cw-loading__mark" aria-hidden="true" />
          {what} …
        </>
      )}
    </div>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="cw-empty">
      <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">{title}</p>
      {children && <div class="govuk-body govuk-!-margin-bottom-0">{children}</div>}
    </div>
  );
}

interface FailureProps {
  readonly error: RequestError;
  readonly retry: () => void;
}

/** Why there is nothing to see, and what to do. */
export function Failure({ error, retry }: FailureProps) {
  if (error.code === "DETAILS_DELETED")
    return (
      <Empty title="The details of this migration are deleted">
        Details are kept for the newest migrations only, as the settings say. Its counts are kept: see its result.
      </Empty>
    );
  if (error.code === "FORBIDDEN")
    return <Empty title="Your role may not see this">Ask an administrator for a role that may.</Empty>;
  return (
    <div class="cw-failure" role="alert">
      <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">
        {error.isUnreachable ? "The server can’t be reached" : "This could not be shown"}
      </p>
      <p class="govuk-body">{error.message}</p>
      <p class="govuk-body govuk-!-margin-bottom-0">
        <button type="button" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={retry}>
          Try again
        </button>
        <code class="cw-code cw-failure__code">{error.code}</code>
      </p>
    </div>
  );
}

interface ShownProps<Result> {
  readonly state: QueryState<Result>;
  readonly what: string;
  readonly children: (result: Result) => ComponentChildren;
}

/** A query's result, or why it is not there; what is known stays, dimmed, while something newer is asked for. */
export function Shown<Result>({ state, what, children }: ShownProps<Result>) {
  const { result, error, isLoading, refetch } = state;
  if (result === null) return error ? <Failure error={error} retry={refetch} /> : <Loading what={what} />;
  return (
    <>
      {error && <Failure error={error} retry={refetch} />}
      <div class={isLoading ? "cw-stale" : undefined} aria-busy={isLoading}>
        {children(result)}
      </div>
    </>
  );
}
