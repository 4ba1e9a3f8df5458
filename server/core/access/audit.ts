import type { Page, PageRequest } from "../page.js";

/** All that is written down, with what each means. */
export const AUDIT_ACTIONS = {
  SIGNED_IN: "Somebody signed in.",
  SIGN_IN_FAILED: "A sign-in was refused.",
  SIGNED_OUT: "Somebody ended their session.",
  SESSION_ENDED: "A session was ended from elsewhere.",
  PASSWORD_CHANGED: "Somebody changed their password.",
  PASSWORD_RESET: "An admin gave a user another password.",
  USER_CREATED: "A user was made.",
  USER_CHANGED: "A user got another role, or was disabled or enabled.",
  TOKEN_CREATED: "An API token was made.",
  TOKEN_REVOKED: "An API token was revoked.",
  MIGRATION_STARTED: "A migration was started, or waits its turn.",
  MIGRATION_CANCELLED: "A migration was asked to stop.",
  SCHEDULE_CREATED: "A schedule was made.",
  SCHEDULE_CHANGED: "A schedule was changed.",
  SCHEDULE_DELETED: "A schedule was deleted.",
  SPONSOR_SAVED: "A sponsor was saved.",
  PERSONAL_READ: "Somebody was shown what says something about people.",
  REPORT_DOWNLOADED: "A report was downloaded.",
  RETENTION_SET: "How many migrations keep their details was set.",
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** What is to be written down: never a secret, never what a person's fields hold. */
export interface AuditNote {
  readonly actor: string;
  readonly action: AuditAction;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Whoever starts a process of ours on the database, and who is not known at all: no user is called so. */
export const COMMAND_LINE = "command line";
export const NOBODY = "nobody";

/** Adds to the audit log. */
export interface AuditLog {
  append(note: AuditNote): Promise<void>;
}

/** An entry as it is kept: its hash is over the hash before it and all its fields. */
export interface AuditEntry {
  readonly number: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: AuditAction;
  /** JSON */
  readonly details: string;
  readonly previous: string;
  readonly hash: string;
}

export interface AuditFilter {
  readonly actor: string | null;
  readonly actions: readonly AuditAction[] | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

export interface AuditReader {
  /** the newest first */
  page(filter: AuditFilter, request: PageRequest<number>): Promise<Page<AuditEntry, number>>;
}

/** The hash before the first entry. */
export const NO_HASH = "0".repeat(64);

/** What is hashed of an entry: a line a field. */
export function hashedText({ previous, number, at, actor, action, details }: Omit<AuditEntry, "hash">): string {
  return [previous, number, at.toISOString(), actor, action, details].join("\n");
}
