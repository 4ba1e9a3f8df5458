/** Why a request to the server came to nothing: a stable code, and what a person can do. */
export class RequestError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** after how long to try again by itself; null where that is of no use */
    readonly retryMs: number | null = null,
  ) {
    super(message);
  }

  /** Whether the server was not reached at all, so that trying again may help. */
  get isUnreachable(): boolean {
    return this.code === "API_UNREACHABLE";
  }
}

interface Told {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown };
}

/** For whoever asks too often, trying again soon would only prolong it. */
const TOO_MANY_MS = 15_000;
const UNREACHABLE_MS = 3_000;

/** The first of the errors that the API gives. */
export function errorOf(errors: readonly Told[]): RequestError {
  const [first] = errors;
  const code = first?.extensions?.code;
  const message = first?.message ?? "The API gave an error.";
  if (code === "TOO_MANY_REQUESTS") return new RequestError(code, message, TOO_MANY_MS);
  return new RequestError(typeof code === "string" ? code : "API_ERROR", message);
}

export function unreachable(): RequestError {
  const message = "Check your connection. This page tries again by itself.";
  return new RequestError("API_UNREACHABLE", message, UNREACHABLE_MS);
}

/** What was thrown, as an error that can be shown. */
export function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  return new RequestError("API_ERROR", error instanceof Error ? error.message : "Something went wrong in this page.");
}
