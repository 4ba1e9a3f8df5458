import type {
  AuditAction,
  ChangeDetection,
  ChangeState,
  Detection,
  Effect,
  Level,
  MigrationStatus,
  Missed,
  Mode,
  Overlap,
  ReportView,
  Role,
  RunDecision,
  StageName,
  WebhookOccasion,
} from "../generated/graphql.js";
import type { Colour } from "./colour.js";

type Labelled<Name extends string> = Readonly<Record<Name, { readonly text: string; readonly colour: Colour }>>;

/** The API's names as people read them. */
export const STATUSES: Labelled<MigrationStatus> = {
  QUEUED: { text: "Queued", colour: "grey" },
  RUNNING: { text: "Running", colour: "blue" },
  CANCELLING: { text: "Cancelling", colour: "orange" },
  SUCCEEDED: { text: "Succeeded", colour: "green" },
  FAILED: { text: "Failed", colour: "red" },
  CANCELLED: { text: "Cancelled", colour: "orange" },
};

export const LEVELS: Labelled<Level> = {
  NORMAL: { text: "Normal", colour: "green" },
  WARNING: { text: "Warning", colour: "yellow" },
  CRITICAL: { text: "Critical", colour: "red" },
  OPTIMAL: { text: "Optimal", colour: "green" },
  ACCEPTABLE: { text: "Acceptable", colour: "yellow" },
  INEFFICIENT: { text: "Inefficient", colour: "red" },
};

export const EFFECTS: Labelled<Effect> = {
  CREATED: { text: "Created", colour: "green" },
  UPDATED: { text: "Updated", colour: "blue" },
  UNCHANGED: { text: "Unchanged", colour: "grey" },
  DELETED: { text: "Deleted", colour: "red" },
  ENDED: { text: "Ended", colour: "orange" },
};

export const CHANGE_STATES: Labelled<ChangeState> = {
  FORECAST: { text: "Forecast", colour: "purple" },
  INTENDED: { text: "Intended", colour: "yellow" },
  APPLIED: { text: "Applied", colour: "green" },
  NOT_APPLIED: { text: "Not applied", colour: "red" },
  OVERTAKEN: { text: "Overtaken", colour: "orange" },
};

export const DECISIONS: Labelled<RunDecision> = {
  STARTED: { text: "Started", colour: "green" },
  SKIPPED: { text: "Skipped", colour: "yellow" },
  MISSED: { text: "Missed", colour: "orange" },
  REFUSED: { text: "Refused", colour: "red" },
};

export const STAGES: Readonly<Record<StageName, string>> = {
  CHECK: "Check the sources",
  SETTLE: "Settle earlier changes",
  READ: "Read",
  MATCH: "Match",
  CLASSIFY: "Classify",
  STORE: "Store findings",
  APPLY: "Apply changes",
  REPORT: "Make reports",
};

export const MODES: Readonly<Record<Mode, string>> = {
  UPSERT: "Create what is new, update what changed",
  CREATE_ONLY: "Create what is new, leave the rest",
  UPDATE_ONLY: "Update what changed, create nothing",
};

export const CHANGE_DETECTIONS: Readonly<Record<ChangeDetection, string>> = {
  BOTH: "Identity primary key or content",
  IPK: "Identity primary key only",
  CONTENT: "Content only",
};

export const DETECTIONS: Readonly<Record<Detection, string>> = {
  NEW: "New: nothing to compare with",
  IPK: "Another identity primary key, same content",
  CONTENT: "Other content, same identity primary key",
  IPK_AND_CONTENT: "Another identity primary key and other content",
  FORCED: "Told to update all the same",
};

export const OVERLAPS: Readonly<Record<Overlap, string>> = {
  SKIP: "Skip this time, and say so in the history",
  QUEUE: "Wait for its turn",
};

export const MISSES: Readonly<Record<Missed, string>> = {
  NONE: "List them, and wait for the next time",
  ONCE: "Run once for all of them, as soon as a server is back",
};

export const OCCASIONS: Readonly<Record<WebhookOccasion, string>> = {
  FAILURE: "When one fails or is cancelled",
  CRITICAL: "Also when its success is critical",
  EVERY_END: "After every one",
};

export const ROLES: Readonly<Record<Role, string>> = {
  VIEWER: "Viewer",
  ANALYST: "Analyst",
  OPERATOR: "Operator",
  ADMIN: "Admin",
};

export const AUDIT_ACTIONS: Readonly<Record<AuditAction, string>> = {
  SIGNED_IN: "Signed in",
  SIGN_IN_FAILED: "Sign-in refused",
  SIGNED_OUT: "Signed out",
  SESSION_ENDED: "Session ended from elsewhere",
  PASSWORD_CHANGED: "Password changed",
  PASSWORD_RESET: "Password reset",
  USER_CREATED: "User made",
  USER_CHANGED: "User changed",
  TOKEN_CREATED: "Token made",
  TOKEN_REVOKED: "Token revoked",
  MIGRATION_STARTED: "Migration started",
  MIGRATION_CANCELLED: "Migration cancelled",
  SCHEDULE_CREATED: "Schedule made",
  SCHEDULE_CHANGED: "Schedule changed",
  SCHEDULE_DELETED: "Schedule deleted",
  SPONSOR_SAVED: "Sponsor saved",
  PERSONAL_READ: "Personal fields shown",
  REPORT_DOWNLOADED: "Report downloaded",
  RETENTION_SET: "Retention set",
};

/** What a report shows of values about people. */
export const REPORT_VIEWS: Readonly<Record<ReportView, string>> = {
  FULL: "Shown",
  MASKED: "Masked",
  PLAIN: "None in it",
};

const ACTIVE: readonly MigrationStatus[] = ["QUEUED", "RUNNING", "CANCELLING"];

export function isActive(status: MigrationStatus): boolean {
  return ACTIVE.includes(status);
}
