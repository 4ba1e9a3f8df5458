/** How many rows were rejected for a reason. */
export interface RejectionCount {
  readonly reason: string;
  readonly rows: number;
}

/** A sponsor code that no sponsor has, with how many rows name it. */
export interface StoredUnknownCode {
  readonly code: string;
  readonly rows: number;
}

export interface UnknownCodes {
  /** all of them, and the rows that name them */
  readonly total: number;
  readonly rows: number;
  /** most rows first; as many as were asked for */
  readonly codes: readonly StoredUnknownCode[];
}

/** What a migration met that its counts do not say; in the order in which the migrations were asked for. */
export interface EvidenceReader {
  /** most first */
  rejectionCounts(migrationIds: readonly number[]): Promise<readonly (readonly RejectionCount[])[]>;
  unknownCodes(migrationIds: readonly number[], most: number): Promise<readonly UnknownCodes[]>;
  /** whether there was any sponsor when it began: the same whenever it is asked, since sponsors stay */
  hadSponsors(migrationIds: readonly number[]): Promise<readonly boolean[]>;
}
