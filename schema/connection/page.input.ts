import { ArgsType, Field, Int } from "type-graphql";
import type { NumberedKey, PageRequest } from "../../server/core/page.js";
import { apiError } from "../errors.js";
import { type CursorKind, decodeCursor } from "./cursor.js";

export const LARGEST_PAGE = 100;
const DEFAULT_PAGE = 20;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE,
    description: `How many items to give: 0 to ${LARGEST_PAGE}.`,
  })
  first!: number | null;

  @Field(() => String, { nullable: true, description: "Give the items after this cursor." })
  after!: string | null;
}

/** How many items are wanted, if that many may be. */
export function pageSize(first: number | null | undefined, largest = LARGEST_PAGE, argument = "first"): number {
  const size = first ?? DEFAULT_PAGE;
  if (size < 0 || size > largest)
    throw apiError("BAD_PAGE_SIZE", `${argument} is a whole number from 0 to ${largest}; ${size} came.`);
  return size;
}

/** A page that is asked for of a list that goes by model. */
export function pageRequest(args: PageInput, kind: CursorKind): PageRequest<NumberedKey> {
  const after = args.after ?? null;
  return { first: pageSize(args.first), after: after === null ? null : decodeCursor(kind, after) };
}

/** A page that is asked for of any other list. */
export function numberedPage(args: PageInput, kind: CursorKind): PageRequest<number> {
  const { first, after } = pageRequest(args, kind);
  return { first, after: after?.number ?? null };
}

interface PageInput {
  readonly first?: number | null;
  readonly after?: string | null;
}
