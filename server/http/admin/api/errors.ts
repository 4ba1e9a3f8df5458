/** Why a request to the server came to nothing: a stable code, and what a person can do. */
export class RequestError extends Error {
  constructor(
    readonly code: string,
    message: string,
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

/** The first of the errors that the API gives. */
export function errorOf(errors: readonly Told[]): RequestError {
  const [first] = errors;
  const code = first?.extensions?.code;
  return new RequestError(typeof code === "string" ? code : "API_ERROR", first?.message ?? "The API gave an error.");
}

export function unreachable(): RequestError {
  return new RequestError("API_UNREACHABLE", "Check your connection. This page tries again by itself.");
}

/** What was thrown, as an error that can be shown. */
export function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  return new RequestError("API_ERROR", error instanceof Error ? error.message : "Something went wrong in this page.");
}
