import type { TypedDocumentString } from "../generated/graphql.js";
import { askToSignIn } from "../session/places.js";
import { errorOf, RequestError, unreachable } from "./errors.js";

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
}

/** The result of a query or a mutation; who is not signed in is sent to the sign-in. */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal: AbortSignal | null = null,
): Promise<Result> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json" },
    credentials: "same-origin",
    body: JSON.stringify({ query: document.toString(), variables }),
    signal,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw unreachable();
  });
  if (response.status === 401) {
    askToSignIn();
    throw new RequestError("UNAUTHENTICATED", "You are signed out.");
  }
  const { data, errors } = await readAnswer<Result>(response);
  if (errors?.length) throw errorOf(errors);
  if (!data) throw new RequestError("API_ERROR", `The server answered ${response.status} without a result.`);
  return data;
}

/** A proxy in front of a server that is down answers too, though not with JSON. */
async function readAnswer<Result>(response: Response): Promise<Answer<Result>> {
  try {
    return (await response.json()) as Answer<Result>;
  } catch {
    throw unreachable();
  }
}
