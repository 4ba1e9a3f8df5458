import type { MigrationOptions } from "../options.js";
import type { Trigger } from "../ports.js";
import type { MigrationStatus } from "../status.js";

/** What the result says before its lists, under the API's names; times are ISO 8601. */
export interface ResultHead {
  readonly migration: {
    readonly id: string;
    readonly pipeline: string;
    readonly status: MigrationStatus;
    readonly options: MigrationOptions;
    readonly trigger: Trigger;
    readonly startedBy: string | null;
    readonly queuedAt: string;
    readonly startedAt: string | null;
    readonly finishedAt: string | null;
    readonly durationMs: number | null;
    readonly rules: string;
    readonly error: { readonly code: string; readonly message: string } | null;
  };
  readonly results: readonly ResultCounts[];
  readonly effects: readonly {
    readonly entity: string;
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly deleted: number;
    readonly ended: number;
  }[];
  readonly stages: readonly {
    readonly name: string;
    readonly model: string | null;
    readonly done: number;
    readonly total: number | null;
    readonly startedAt: string;
    readonly finishedAt: string | null;
  }[];
  readonly sharedValues: readonly {
    readonly model: string;
    readonly key: string;
    readonly value: string;
    readonly leftRecords: number;
    readonly rightRecords: number;
  }[];
}

export interface ResultCounts {
  readonly model: string;
  readonly total: number;
  readonly matched: number;
  readonly orphanedLeft: number;
  readonly orphanedRight: number;
  readonly duplicates: number;
  readonly sameSideClusters: number;
  readonly excluded: number;
  readonly rejected: number;
  readonly matchRate: number;
  readonly leftRecords: number;
  readonly rightRecords: number;
}
