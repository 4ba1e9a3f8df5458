import type { Accounts, RetentionSetting } from "../server/core/access/accounts.js";
import type { AuditLog, AuditReader } from "../server/core/access/audit.js";
import type { Thresholds } from "../server/core/levels.js";
import type { Pipeline } from "../server/core/pipeline.js";
import type { Migrations, ProgressFeed } from "../server/core/ports.js";
import type { Readers } from "../server/core/read-ports.js";
import type { ReportView } from "../server/core/report/declaration.js";
import type { Schedules } from "../server/core/schedule/schedule.js";
import type { SponsorStore } from "../server/core/sponsors.js";

/** A report of a migration that can be downloaded. */
export interface ListedReport {
  readonly kind: string;
  readonly model: string | null;
  readonly format: string;
  readonly view: ReportView;
  readonly fileName: string;
  readonly url: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

/** What the API is about, the same for every request. */
export interface ApiServices {
  readonly pipelines: readonly Pipeline[];
  readonly migrations: Migrations;
  readonly schedules: Schedules;
  readonly progress: ProgressFeed;
  readonly readers: Readers;
  readonly sponsors: Pick<SponsorStore, "list" | "save">;
  readonly thresholds: Thresholds;
  readonly accounts: Accounts;
  readonly audit: AuditLog & AuditReader;
  readonly retention: RetentionSetting;
  readonly reports: { list(migrationIds: readonly number[]): Promise<readonly (readonly ListedReport[])[]> };
}
