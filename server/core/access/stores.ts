import type { Page, PageRequest } from "../page.js";
import type { Account, ApiToken, GivenToken, OwnSession, UserChanges } from "./accounts.js";
import type { AuditNote } from "./audit.js";
import type { Role } from "./role.js";

/** What signing in needs of a user. */
export interface KnownUser {
  readonly id: number;
  readonly username: string;
  readonly role: Role;
  readonly passwordHash: string | null;
  readonly firstAdmin: boolean;
  readonly isDisabled: boolean;
}

/** Somebody as an OpenID Connect provider knows them. */
export interface OpenIdUser {
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly role: Role;
}

/** Users; what is changed and the note of it are written together. */
export interface UserStore {
  page(request: PageRequest<number>): Promise<Page<Account, number>>;
  find(id: number): Promise<Account | null>;
  known(id: number): Promise<KnownUser | null>;
  knownBy(username: string): Promise<KnownUser | null>;
  create(
    user: { readonly username: string; readonly role: Role; readonly passwordHash: string },
    note: AuditNote,
  ): Promise<Account | null | "TAKEN">;
  /** disabling ends the user's sessions */
  update(id: number, changes: UserChanges, note: AuditNote): Promise<Account | null>;
  /** ends the user's sessions but one */
  setPassword(id: number, passwordHash: string, keptSession: number | null, note: AuditNote): Promise<void>;
  /** the admin of the settings as they name it now; an earlier one is disabled, and another password ends its sessions */
  keepFirstAdmin(
    username: string,
    isKept: (passwordHash: string | null) => Promise<boolean>,
    makeHash: () => Promise<string>,
  ): Promise<KnownUser>;
  /** makes or finds the user of a subject, with the role that it has now; `noteOf` is told who it was before */
  knownFromOpenId(
    given: OpenIdUser,
    noteOf: (before: Pick<KnownUser, "username" | "role"> | null) => AuditNote | null,
  ): Promise<KnownUser | null | "TAKEN">;
  noteSignIn(id: number): Promise<void>;
}

export interface KnownSession {
  readonly id: number;
  readonly userId: number;
  readonly username: string;
  readonly role: Role;
}

export interface SessionStore {
  create(session: {
    readonly hash: string;
    readonly userId: number;
    readonly agent: string | null;
    readonly address: string | null;
    readonly days: number;
  }): Promise<OwnSession>;
  find(hash: string): Promise<KnownSession | null>;
  /** those of them that have not ended */
  alive(ids: readonly number[]): Promise<readonly KnownSession[]>;
  ofUser(userId: number): Promise<readonly OwnSession[]>;
  /** ends one of the user's sessions, or all but one; gives how many */
  end(
    userId: number,
    which: { readonly id: number | null; readonly keptId: number | null },
    note: AuditNote,
  ): Promise<number>;
}

export interface KnownToken {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
}

export interface TokenStore {
  page(request: PageRequest<number>): Promise<Page<ApiToken, number>>;
  find(hash: string): Promise<KnownToken | null>;
  /** those of them that have not ended */
  alive(ids: readonly number[]): Promise<readonly KnownToken[]>;
  create(token: GivenToken & { readonly hash: string }, note: AuditNote): Promise<ApiToken>;
  revoke(id: number, noteOf: (token: ApiToken) => AuditNote): Promise<ApiToken | null>;
}

/** What failed sign-ins have in common, and how many of them are allowed before a pause, which doubles with each more. */
export interface CountedBy {
  readonly what: "ADDRESS" | "USER_FROM_ADDRESS" | "USER";
  readonly value: string;
  readonly allowed: number;
  readonly pauseS: number;
  readonly longestPauseS: number;
  /** whether one that succeeds makes up for all that failed */
  readonly forgivable: boolean;
}

/** Counts failed sign-ins, over all servers. */
export interface AttemptStore {
  /** counts an attempt as failed, or says for how many seconds none is allowed */
  begin(counted: readonly CountedBy[]): Promise<number | null>;
  /** it did not fail after all */
  succeed(counted: readonly CountedBy[]): Promise<void>;
}
