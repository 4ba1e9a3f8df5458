import { type Client, createClient } from "graphql-ws";
import type { TypedDocumentString } from "./graphql/graphql.ts";

export * from "./graphql/graphql.ts";

/** What a report was made with: when, and the answer to each question. */
export interface Snapshot {
  readonly takenAt: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A report carries its answers in the page; elsewhere there is none. */
export const snapshot: Snapshot | null = readSnapshot();

/** Asks the API; in a report, the answers that it carries. */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  if (snapshot) return answerIn(snapshot, document.toString(), variables);
  const response = await fetch(new URL("/graphql", location.href), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  if (response.status === 401) {
    location.replace(`/sign-in?then=${encodeURIComponent(location.pathname + location.search)}`);
    throw new Error("You are not signed in any more. Sign in, and load this page again.");
  }
  const body = (await response.json()) as { data?: Result; errors?: readonly { readonly message: string }[] };
  if (body.errors?.length) throw new Error(body.errors.map(({ message }) => message).join(" "));
  if (!body.data) throw new Error(`The server answered with status ${response.status}.`);
  return body.data;
}

let client: Client | null = null;

/** Follows a subscription until the function that it gives is called; it connects again by itself. A report stands still. */
export function subscribe<Result, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  next: (result: Result) => void,
): () => void {
  if (snapshot) return () => {};
  const url = new URL("/graphql", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  client ??= createClient({ url: url.href, lazyCloseTimeout: 3_000, retryAttempts: 1_000, shouldRetry: () => true });
  return client.subscribe<Result>(
    { query: document.toString(), variables },
    { next: ({ data }) => data && next(data), error: console.error, complete() {} },
  );
}

/** What a question is found by in a report. */
export function questionOf(query: string, variables: unknown): string {
  return JSON.stringify([query.replace(/\s+/g, " ").trim(), variables ?? {}]);
}

function answerIn<Result>({ answers }: Snapshot, query: string, variables: unknown): Result {
  const answer = answers[questionOf(query, variables)];
  if (answer === undefined)
    throw new Error("This report was made without what you chose. The notebook on the server has it.");
  return answer as Result;
}

function readSnapshot(): Snapshot | null {
  const text = typeof document === "undefined" ? null : document.getElementById("snapshot")?.textContent;
  return text ? (JSON.parse(text) as Snapshot) : null;
}
