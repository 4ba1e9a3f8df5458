import type pg from "pg";
import { createAccounts } from "./access/accounts.js";
import { createPasswords } from "./adapters/access/passwords.js";
import { hashSecret, makeSecret, TOKEN_PREFIX } from "./adapters/access/secrets.js";
import { createTokenStore } from "./adapters/stores/access/api-tokens.js";
import { createAuditLog } from "./adapters/stores/access/audit.js";
import { createSessionStore } from "./adapters/stores/access/sessions.js";
import { createRetentionSetting } from "./adapters/stores/access/settings.js";
import { createAttemptStore } from "./adapters/stores/access/sign-in-failures.js";
import { createUserStore } from "./adapters/stores/access/users.js";
import type { Config } from "./config.js";
import type { Accounts, RetentionSetting } from "./core/access/accounts.js";
import type { AuditLog, AuditReader } from "./core/access/audit.js";

/** What the API is told of users, tokens and what they did. */
export interface AccessServices {
  readonly accounts: Accounts;
  readonly audit: AuditLog & AuditReader;
  readonly retention: RetentionSetting;
}

type Settings = Pick<Config, "retentionMigrations" | "sessionIdleMinutes">;

/** What people do with users, tokens and settings. */
export function openAccess(pool: pg.Pool, settings: Settings): AccessServices {
  const passwords = createPasswords();
  return {
    accounts: createAccounts({
      users: createUserStore(pool),
      sessions: createSessionStore(pool, settings.sessionIdleMinutes),
      tokens: createTokenStore(pool),
      attempts: createAttemptStore(pool),
      hash: (password) => passwords.hash(password),
      verify: (password, hash) => passwords.verify(password, hash),
      makeToken: () => makeSecret(TOKEN_PREFIX),
      hashSecret,
    }),
    audit: createAuditLog(pool),
    retention: createRetentionSetting(pool, settings.retentionMigrations),
  };
}
