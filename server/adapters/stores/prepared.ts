import { createHash } from "node:crypto";
import type { Queryable } from "./query.js";

/**
 * A pool for statements that are asked again and again with other values: a session parses and plans each once, which
 * takes longer than most of them. Their texts are written in the code, so there are not many.
 */
export function prepared(pool: Queryable): Queryable {
  const names = new Map<string, string>();

  const nameOf = (text: string): string => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = createHash("sha256").update(text).digest("base64url");
    names.set(text, name);
    return name;
  };

  return {
    query: (statement, values = []) =>
      pool.query(typeof statement === "string" ? { name: nameOf(statement), text: statement, values } : statement),
  };
}
