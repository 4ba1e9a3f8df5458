/** How much of a list is wanted: at most `first` items, after the one that `after` names. */
export interface PageRequest<Key> {
  readonly first: number;
  readonly after: Key | null;
}

/** A part of a list, with the key that names each item. */
export interface Page<Item, Key> {
  readonly items: readonly { readonly key: Key; readonly item: Item }[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** asked for only where it is wanted: for some lists it is a query of its own */
  readonly total: () => Promise<number>;
}

/** Names one of the numbered things that a migration has of each model: a finding, a shared value. */
export interface NumberedKey {
  /** of the model in its migration */
  readonly position: number;
  readonly number: number;
}
