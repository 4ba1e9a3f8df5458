/** A field as it is compared and stored; dates are YYYY-MM-DD. */
export type FieldValue = string | number | boolean | null;

/** An entity's fields by name; one that is left out keeps the value it has. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** All entities that belong to one key, by name; null where it has none of them. */
export type EntitySet = Readonly<Record<string, Fields | null>>;

/** A table of ours that an upsert writes, one record a key. */
export interface EntityDeclaration {
  readonly name: string;
  /**
   * the column of the source that a field holds; a field that is not named is made of several, or of a part of one, and
   * counts as one about a person
   */
  readonly columns?: Readonly<Record<string, string>>;
  /** field whose other value means another record: the old one goes, a new one comes */
  readonly identity?: string;
  /** what becomes of a record that the source has no longer; where it is left out, every key has one */
  readonly whenGone?: "DELETED" | "ENDED";
  /** the field that says since when it is over, where it is ended */
  readonly endField?: string;
  /** fields that a new record has besides the wanted ones, and keeps: the source does not know them */
  readonly onCreate?: (today: string) => Fields;
}

/** All fields of a record that is created; what is wanted wins. */
export function fieldsOnCreation({ onCreate }: EntityDeclaration, wanted: Fields, today: string): Fields {
  return onCreate === undefined ? wanted : { ...onCreate(today), ...wanted };
}
