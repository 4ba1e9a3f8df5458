import { type AuditLog, type AuditNote, NOBODY } from "../core/access/audit.js";
import type { Principal } from "../core/access/principal.js";
import type { AttemptStore, CountedBy, KnownUser, SessionStore, TokenStore, UserStore } from "../core/access/stores.js";
import { CrosswalkError } from "../core/errors.js";
import type { Attempt, GivenPassword, Refusal } from "./attempt.js";
import { stampOf } from "./still-in.js";
import type { VerifiedPasswords } from "./verified-passwords.js";

/** What a request says of who it is from. */
export interface Credentials {
  /** its Authorization header */
  readonly authorization: string | undefined;
  /** the secret that its cookie holds */
  readonly session: string | undefined;
  readonly address: string;
}

export interface BegunSession {
  readonly user: Principal;
  /** what the cookie is to hold */
  readonly secret: string;
  readonly expiresAt: Date;
}

/** The one sign-in behind queries, subscriptions, downloads and pages. */
export interface SignIn {
  identify(credentials: Credentials): Promise<Attempt>;
  checkPassword(given: GivenPassword): Promise<Attempt>;
  begin(user: KnownUser, from: { readonly agent: string | null; readonly address: string }): Promise<BegunSession>;
  withPassword(given: GivenPassword & { readonly agent: string | null }): Promise<BegunSession | Refusal>;
}

export interface SignInDependencies {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  readonly attempts: AttemptStore;
  readonly audit: AuditLog;
  readonly verify: (password: string, hash: string | null) => Promise<boolean>;
  /** passwords that were right of late: programs send theirs with each request */
  readonly verified: VerifiedPasswords;
  readonly hashSecret: (secret: string) => string;
  readonly makeSecret: () => string;
  /** the admin of the settings: let in without the database, so that it can be seen that this is down */
  readonly firstAdmin: FirstAdmin;
  readonly allowed?: AllowedFailures;
}

export interface FirstAdmin {
  readonly user: KnownUser;
  readonly isIt: (username: string, password: string) => boolean;
}

/** So many failures before a pause: of one address, of one user from an address, of one user from anywhere. */
export interface AllowedFailures {
  readonly ofAddress: number;
  readonly ofUserFromAddress: number;
  readonly ofUser: number;
}

const ALLOWED: AllowedFailures = { ofAddress: 20, ofUserFromAddress: 10, ofUser: 100 };
const PAUSE_S = 60;
const LONGEST_PAUSE_S = 3_600;
/** Shorter: somebody far away could keep a user out. */
const LONGEST_USER_PAUSE_S = 300;

/** A session ends at the latest after so long, and some time after its last use. */
export const SESSION_DAYS = 7;

export function createSignIn(given: SignInDependencies): SignIn {
  const { users, sessions, tokens, attempts, audit, verify, verified, hashSecret, firstAdmin } = given;
  const { allowed = ALLOWED } = given;

  async function byToken(secret: string): Promise<Attempt> {
    const token = await tokens.find(hashSecret(secret));
    if (!token) return { refused: "WRONG_CREDENTIALS" };
    return { user: { name: `token:${token.name}`, role: token.role, by: { kind: "TOKEN", id: token.id } } };
  }

  async function bySession(secret: string): Promise<Attempt> {
    const session = await sessions.find(hashSecret(secret));
    if (!session) return { refused: "NO_CREDENTIALS" };
    const { id, userId, username, role } = session;
    return { user: { name: username, role, by: { kind: "SESSION", id, userId } } };
  }

  const principalOf = (user: KnownUser): Principal => {
    const by = { kind: "PASSWORD", userId: user.id, stamp: stampOf(user.passwordHash) } as const;
    return { name: user.username, role: user.role, by };
  };

  async function tryPassword({ username, password, address }: GivenPassword): Promise<Attempt> {
    const counted = countedBy(username, address, allowed);
    const retryAfterS = await attempts.begin(counted);
    if (retryAfterS !== null) return { refused: "TOO_MANY_ATTEMPTS", retryAfterS };
    const user = await users.knownBy(username);
    const isRight = await verify(password, user?.passwordHash ?? null);
    if (!user || !isRight || user.isDisabled) {
      await audit.append(failure(user?.username ?? null, address));
      return { refused: "WRONG_CREDENTIALS" };
    }
    await attempts.succeed(counted);
    await audit.append({ actor: user.username, action: "SIGNED_IN", details: { way: "PASSWORD", address } });
    await users.noteSignIn(user.id);
    return { user: principalOf(user) };
  }

  async function checkPassword(password: GivenPassword): Promise<Attempt> {
    const { userId, hash } = verified.find(password) ?? {};
    if (userId !== undefined) {
      const user = await users.known(userId);
      if (user && !user.isDisabled && user.passwordHash === hash) return { user: principalOf(user) };
    }
    return verified.together(password, async () => {
      const attempt = await tryPassword(password);
      if (!("user" in attempt) || attempt.user.by.kind !== "PASSWORD") return attempt;
      const user = await users.known(attempt.user.by.userId);
      if (user) verified.keep(password, { userId: user.id, hash: user.passwordHash });
      return attempt;
    });
  }

  const signIn: SignIn = {
    async identify({ authorization, session, address }) {
      if (authorization === undefined)
        return session === undefined ? { refused: "NO_CREDENTIALS" } : bySession(session);
      const token = /^bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
      if (token !== undefined) return byToken(token);
      const basic = parseBasic(authorization);
      if (!basic) return { refused: "WRONG_CREDENTIALS" };
      try {
        return await checkPassword({ ...basic, address });
      } catch (error) {
        if (error instanceof CrosswalkError || !firstAdmin.isIt(basic.username, basic.password)) throw error;
        return { user: principalOf(firstAdmin.user) };
      }
    },

    checkPassword,

    async begin(user, { agent, address }) {
      const secret = given.makeSecret();
      const session = { hash: hashSecret(secret), userId: user.id, agent, address, days: SESSION_DAYS };
      const { id, expiresAt } = await sessions.create(session);
      const by = { kind: "SESSION", id, userId: user.id } as const;
      return { user: { name: user.username, role: user.role, by }, secret, expiresAt };
    },

    async withPassword({ agent, ...password }) {
      const attempt = await tryPassword(password);
      if ("refused" in attempt) return attempt;
      const { by } = attempt.user;
      const user = by.kind === "PASSWORD" ? await users.known(by.userId) : null;
      return user ? signIn.begin(user, { agent, address: password.address }) : { refused: "WRONG_CREDENTIALS" };
    },
  };
  return signIn;
}

function countedBy(username: string, address: string, allowed: AllowedFailures): readonly CountedBy[] {
  const name = username.toLowerCase();
  const pause = { pauseS: PAUSE_S, longestPauseS: LONGEST_PAUSE_S };
  return [
    { what: "ADDRESS", value: address, allowed: allowed.ofAddress, ...pause, forgivable: false },
    {
      ...{ what: "USER_FROM_ADDRESS", value: `${address} ${name}`, allowed: allowed.ofUserFromAddress },
      ...pause,
      forgivable: true,
    },
    {
      ...{ what: "USER", value: name, allowed: allowed.ofUser },
      ...{ pauseS: PAUSE_S, longestPauseS: LONGEST_USER_PAUSE_S, forgivable: true },
    },
  ];
}

/** Names only those that there are: people type passwords where names belong. */
function failure(username: string | null, address: string): AuditNote {
  return { actor: NOBODY, action: "SIGN_IN_FAILED", details: { way: "PASSWORD", username, address } };
}

function parseBasic(authorization: string): { readonly username: string; readonly password: string } | null {
  const encoded = /^basic ([\w+/-]+=*)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return null;
  const decoded = Buffer.from(encoded, "base64").toString();
  const colon = decoded.indexOf(":");
  return colon === -1 ? null : { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
