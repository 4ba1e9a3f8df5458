import type { School } from "./schools.js";

export interface EcfUser {
  readonly id: string;
  readonly fullName: string;
  readonly email: string;
  readonly getAnIdentityId: string | null;
  readonly trn: string | null;
  /** Ids of its participant identities; an application hangs on one of them. */
  readonly identities: readonly string[];
}

export interface NpqUser {
  readonly id: number;
  readonly fullName: string | null;
  readonly email: string;
  readonly ecfId: string | null;
  readonly trn: string | null;
  readonly provider: string | null;
  readonly uid: string | null;
}

/** What an application is for; the school is null where none was given. */
export interface Enrolment {
  readonly course: number;
  readonly school: School | null;
  readonly leadProvider: number;
}

/** What a scene may say about a user; the rest is made up. */
export type GivenEcfUser = Partial<Omit<EcfUser, "id" | "identities">> & { readonly identities?: number };
export type GivenNpqUser = Partial<Omit<NpqUser, "id">>;

/** An orphan and a record of the other side that is, or only seems to be, its candidate. */
export interface PlantedCandidate {
  readonly model: "users" | "applications";
  readonly orphanSide: "left" | "right";
  readonly orphan: string;
  readonly other: string;
  readonly isCandidate: boolean;
  readonly why: string;
}
