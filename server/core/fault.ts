/** What may be logged of an unexpected error: where it came from, never its text, which may hold a row's values. */
export interface Fault {
  readonly name: string;
  readonly code: string | undefined;
  readonly at: readonly string[];
}

const FRAMES = 8;

export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, at: [] };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    name: error.name,
    code: "code" in error && typeof error.code === "string" ? error.code : undefined,
    at: frames.slice(0, FRAMES).map((line) => line.trim()),
  };
}
