import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { TypedDocumentString } from "../generated/graphql.js";
import { asRequestError, type RequestError } from "./errors.js";
import { request } from "./request.js";

export interface QueryState<Result> {
  /** what is known, also while something newer is asked for */
  readonly result: Result | null;
  readonly error: RequestError | null;
  readonly isLoading: boolean;
  /** asks again, showing what is known meanwhile */
  readonly refetch: () => void;
}

interface Known<Result> {
  readonly asked: string;
  readonly result: Result | null;
  readonly error: RequestError | null;
}

/** Asks a query, again whenever its variables change, and again by itself once a lost server may be back. */
export function useQuery<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): QueryState<Result> {
  const asked = `${document.toString()} ${JSON.stringify(variables)}`;
  const given = useRef(variables);
  given.current = variables;
  const [known, setKnown] = useState<Known<Result>>({ asked: "", result: null, error: null });
  const [round, setRound] = useState(0);

  // `asked` stands for document and variables, `round` asks again
  useEffect(() => {
    const left = new AbortController();
    request(document, given.current, left.signal).then(
      (result) => setKnown({ asked: `${asked} ${round}`, result, error: null }),
      (error: unknown) => {
        if (!left.signal.aborted)
          setKnown(({ result }) => ({ asked: `${asked} ${round}`, result, error: asRequestError(error) }));
      },
    );
    return () => left.abort();
  }, [asked, round]);

  const refetch = useCallback(() => setRound((last) => last + 1), []);
  useRetries(known.error?.retryMs ?? null, refetch);
  return { ...known, isLoading: known.asked !== `${asked} ${round}`, refetch };
}

function useRetries(everyMs: number | null, retry: () => void): void {
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(retry, everyMs);
    addEventListener("online", retry);
    return () => {
      clearInterval(timer);
      removeEventListener("online", retry);
    };
  }, [everyMs, retry]);
}

/** Asks again every so often while the page is looked at, and when it is looked at again. */
export function useRefreshing(refetch: () => void, everyMs: number): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") refetch();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [refetch, everyMs]);
}
