import { useCallback, useState } from "preact/hooks";
import type { TypedDocumentString } from "../generated/graphql.js";
import { asRequestError } from "./errors.js";
import { request } from "./request.js";

export interface Mutating<Result, Variables> {
  readonly isSending: boolean;
  /** why the last one did not come through */
  readonly problem: string | null;
  /** null where it did not come through */
  readonly send: (variables: Variables) => Promise<Result | null>;
}

/** Sends a mutation, one at a time. What a person can put right is in its result. */
export function useMutation<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
): Mutating<Result, Variables> {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = useCallback(
    async (variables: Variables): Promise<Result | null> => {
      setSending(true);
      setProblem(null);
      try {
        return await request(document, variables);
      } catch (error) {
        const { isUnreachable, message } = asRequestError(error);
        setProblem(isUnreachable ? "The server can’t be reached. Nothing is known to be done; try again." : message);
        return null;
      } finally {
        setSending(false);
      }
    },
    [document],
  );
  return { isSending, problem, send };
}
