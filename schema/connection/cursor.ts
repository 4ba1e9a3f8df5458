import type { NumberedKey } from "../../server/core/page.js";
import { apiError } from "../errors.js";

/** The lists that are paged; a cursor of one is not a cursor of another. */
export type CursorKind =
  | "finding"
  | "member"
  | "link"
  | "migration"
  | "rejection"
  | "change"
  | "sharedValue"
  | "bridge"
  | "moved"
  | "scheduledRun"
  | "delivery"
  | "user"
  | "token"
  | "audit";

export type TextCursorKind = "sponsor";

/** PostgreSQL's integers end here. */
const LARGEST = 2 ** 31 - 1;

/** An opaque cursor: where in a list an item is, not what it is. Lists that are not by model have position 0. */
export function encodeCursor(kind: CursorKind, position: number, number: number): string {
  return Buffer.from(`${kind}.${position}.${number}`).toString("base64url");
}

/** An opaque cursor of a list that goes by a text, such as a code. */
export function encodeTextCursor(kind: TextCursorKind, text: string): string {
  return Buffer.from(`${kind}:${text}`).toString("base64url");
}

/** The text of a cursor that this API gave for such a list; any other is an error. */
export function decodeTextCursor(kind: TextCursorKind, cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString();
  if (!text.startsWith(`${kind}:`)) throw badCursor();
  return text.slice(kind.length + 1);
}

/** The key of a cursor that this API gave for such a list; any other is an error. */
export function decodeCursor(kind: CursorKind, cursor: string): NumberedKey {
  const parts = /^(\w+)\.(\d{1,10})\.(\d{1,10})$/.exec(Buffer.from(cursor, "base64url").toString());
  const position = Number(parts?.[2]);
  const number = Number(parts?.[3]);
  if (parts?.[1] !== kind || position > LARGEST || number > LARGEST) throw badCursor();
  return { position, number };
}

function badCursor(): Error {
  return apiError("BAD_CURSOR", "This is not a cursor of this list. Pass an edge's cursor or pageInfo.endCursor.");
}
