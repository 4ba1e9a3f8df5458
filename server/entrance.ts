import { createHash, timingSafeEqual } from "node:crypto";
import type pg from "pg";
import { createAdmission, type OpenIdEntrance } from "./access/open-id.js";
import { type AllowedFailures, createSignIn, type SignIn } from "./access/sign-in.js";
import { createLookAfter, type LookAfter } from "./access/still-in.js";
import { createVerifiedPasswords } from "./access/verified-passwords.js";
import type { AccessServices } from "./access.js";
import { openIdProvider } from "./adapters/access/open-id.js";
import { createPasswords } from "./adapters/access/passwords.js";
import { hashSecret, makeSecret } from "./adapters/access/secrets.js";
import { type KeptCredentials, loadCredentials } from "./adapters/credentials.js";
import type { Database } from "./adapters/database/open.js";
import { listenTo } from "./adapters/event-listener.js";
import { createTokenStore } from "./adapters/stores/access/api-tokens.js";
import { ACCESS_CHANNEL } from "./adapters/stores/access/endings.js";
import { createSessionStore } from "./adapters/stores/access/sessions.js";
import { createAttemptStore } from "./adapters/stores/access/sign-in-failures.js";
import { createUserStore } from "./adapters/stores/access/users.js";
import type { Config, Credentials } from "./config.js";
import type { Accounts } from "./core/access/accounts.js";
import type { AuditLog } from "./core/access/audit.js";

/** Who may come in, and whether they may stay. */
export interface Entrance {
  readonly signIn: SignIn;
  readonly audit: AuditLog;
  readonly accounts: Pick<Accounts, "signOut">;
  readonly lookAfter: LookAfter;
  /** signing in by OpenID Connect; null for none */
  readonly openId: OpenIdEntrance | null;
  /** tells when it is time to look after those who are in */
  onEndings(look: () => void): Promise<{ stop(): Promise<void> }>;
}

type Settings = Pick<Config, "sessionIdleMinutes"> & Partial<Pick<Config, "openId">>;

export interface EntranceOptions {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly settings: Settings;
  /** the admin of the settings */
  readonly credentials: Credentials;
  readonly allowed?: AllowedFailures;
}

export interface EntranceSettings {
  readonly config: Config;
  readonly database: Pick<Database, "url" | "pool" | "directory">;
  readonly access: AccessServices;
}

/** The sign-in as the settings have it, and what its first admin signs in with. */
export async function openEntranceFor({ config, database, access }: EntranceSettings): Promise<{
  readonly credentials: KeptCredentials;
  readonly entrance: Entrance;
}> {
  const { url, pool, directory } = database;
  const credentials = await loadCredentials(config, directory);
  return { credentials, entrance: await openEntrance({ url, pool, settings: config, credentials }, access) };
}

/** The sign-in of a process that serves; the admin of the settings is a user like others from now on. */
export async function openEntrance(options: EntranceOptions, { accounts, audit }: AccessServices): Promise<Entrance> {
  const { url, pool, settings, credentials, allowed } = options;
  const users = createUserStore(pool);
  const sessions = createSessionStore(pool, settings.sessionIdleMinutes);
  const tokens = createTokenStore(pool);
  const passwords = createPasswords();
  const user = await users.keepFirstAdmin(
    credentials.username,
    (hash) => passwords.verify(credentials.password, hash),
    () => passwords.hash(credentials.password),
  );
  return {
    signIn: createSignIn({
      ...{ users, sessions, tokens, attempts: createAttemptStore(pool), audit },
      verify: (password, hash) => passwords.verify(password, hash),
      verified: createVerifiedPasswords(() => performance.now()),
      hashSecret,
      makeSecret,
      firstAdmin: { user, isIt: compareWith(credentials) },
      ...(allowed ? { allowed } : {}),
    }),
    audit,
    accounts,
    lookAfter: createLookAfter({ known: (id) => users.known(id), sessions, tokens }),
    openId: settings.openId
      ? {
          title: settings.openId.title,
          provider: openIdProvider(settings.openId),
          admit: createAdmission({ settings: settings.openId, users, audit }),
        }
      : null,
    onEndings: (look) => listenTo(url, ACCESS_CHANNEL, look, look),
  };
}

/** Both are compared, and as hashes, so that the time taken says nothing. */
function compareWith(credentials: Credentials): (username: string, password: string) => boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  const username = digest(credentials.username);
  const password = digest(credentials.password);
  return (givenName, givenPassword) => {
    const isUser = timingSafeEqual(digest(givenName), username);
    return timingSafeEqual(digest(givenPassword), password) && isUser;
  };
}
