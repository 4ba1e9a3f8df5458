import type { Page, PageRequest } from "../page.js";
import type { UserProblem } from "../ports.js";
import type { Role } from "./role.js";

/** Somebody who may sign in. */
export interface Account {
  readonly id: number;
  readonly username: string;
  readonly role: Role;
  /** the admin of the settings, whom only they change */
  readonly firstAdmin: boolean;
  /** false where another system says who it is */
  readonly hasPassword: boolean;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly lastSignIn: Date | null;
  readonly disabledAt: Date | null;
}

/** A browser that signed in. */
export interface OwnSession {
  readonly id: number;
  /** what the browser called itself */
  readonly agent: string | null;
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

/** What a program signs in with; its secret is told once. */
export interface ApiToken {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export interface GivenUser {
  readonly username: string;
  readonly role: Role;
  readonly password: string;
}

export interface UserChanges {
  readonly role?: Role;
  readonly disabled?: boolean;
}

export interface GivenToken {
  readonly name: string;
  readonly role: Role;
  readonly days: number;
}

export interface UserOutcome {
  readonly user: Account | null;
  readonly problems: readonly UserProblem[];
}

export interface TokenOutcome {
  readonly token: ApiToken | null;
  /** the secret of one that was made */
  readonly secret: string | null;
  readonly problems: readonly UserProblem[];
}

/** What people do with users, sessions and tokens; `by` is who does it, for the audit log. */
export interface Accounts {
  users(request: PageRequest<number>): Promise<Page<Account, number>>;
  createUser(given: GivenUser, by: string): Promise<UserOutcome>;
  updateUser(id: number, changes: UserChanges, by: string): Promise<UserOutcome>;
  resetPassword(id: number, password: string, by: string): Promise<UserOutcome>;
  /** ends the other sessions of the user */
  changePassword(userId: number, passwords: PasswordChange): Promise<readonly UserProblem[]>;
  sessions(userId: number): Promise<readonly OwnSession[]>;
  /** whether there was such a session of the user's */
  endSession(userId: number, id: number): Promise<boolean>;
  /** ends the session by which the user asks for it */
  signOut(userId: number, id: number): Promise<void>;
  /** how many there were */
  endOtherSessions(userId: number, keptId: number | null): Promise<number>;
  tokens(request: PageRequest<number>): Promise<Page<ApiToken, number>>;
  createToken(given: GivenToken, by: string): Promise<TokenOutcome>;
  revokeToken(id: number, by: string): Promise<TokenOutcome>;
}

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
  /** the session that goes on */
  readonly sessionId: number | null;
}

/** Of how many migrations a pipeline the details are kept. */
export interface Retention {
  readonly migrations: number;
  /** what the settings of this server say, which holds where no admin has set another */
  readonly fallback: number;
  readonly setBy: string | null;
  readonly setAt: Date | null;
}

export interface RetentionSetting {
  read(): Promise<Retention>;
  /** null leaves it to the settings again */
  set(migrations: number | null, by: string): Promise<Retention>;
}
