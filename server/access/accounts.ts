import type { Accounts, ApiToken, TokenOutcome, UserOutcome } from "../core/access/accounts.js";
import { type AuditNote, NOBODY } from "../core/access/audit.js";
import { checkPassword, checkToken, checkUser } from "../core/access/check.js";
import type { AttemptStore, CountedBy, KnownUser, SessionStore, TokenStore, UserStore } from "../core/access/stores.js";
import type { UserProblem } from "../core/ports.js";

export interface AccountsDependencies {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  readonly attempts: AttemptStore;
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (password: string, hash: string | null) => Promise<boolean>;
  /** a new token's secret, as nobody can guess it */
  readonly makeToken: () => string;
  readonly hashSecret: (secret: string) => string;
}

/** Takes what people do with users, sessions and tokens. */
export function createAccounts({ users, sessions, tokens, ...given }: AccountsDependencies): Accounts {
  return {
    users: (request) => users.page(request),

    async createUser({ username, role, password }, by) {
      const problems = checkUser({ username, role, password });
      if (problems.length > 0) return { user: null, problems };
      const note: AuditNote = { actor: by, action: "USER_CREATED", details: { username, role } };
      const user = await users.create({ username, role, passwordHash: await given.hash(password) }, note);
      return user === "TAKEN" || user === null
        ? refused("USERNAME_TAKEN", "username", `Another user is called ${JSON.stringify(username)}.`)
        : { user, problems: [] };
    },

    async updateUser(id, changes, by) {
      const stored = await users.known(id);
      const problem = stored ? whyFixed(stored, by) : notFound(id);
      if (problem || !stored) return { user: null, problems: problem ? [problem] : [] };
      const details = { username: stored.username, ...changes };
      const user = await users.update(id, changes, { actor: by, action: "USER_CHANGED", details });
      return user ? { user, problems: [] } : { user: null, problems: [notFound(id)] };
    },

    async resetPassword(id, password, by) {
      const stored = await users.known(id);
      if (!stored) return { user: null, problems: [notFound(id)] };
      const fixed = whyPasswordFixed(stored);
      const problems = fixed ? [fixed] : checkPassword(password, "password", stored.username);
      if (problems.length > 0) return { user: null, problems };
      const details = { username: stored.username };
      const note: AuditNote = { actor: by, action: "PASSWORD_RESET", details };
      await users.setPassword(id, await given.hash(password), null, note);
      return { user: await users.find(id), problems: [] };
    },

    async changePassword(userId, { current, next, sessionId }) {
      const stored = await users.known(userId);
      if (!stored) return [notFound(userId)];
      const fixed = whyPasswordFixed(stored);
      if (fixed) return [fixed];
      const problems = checkPassword(next, "next", stored.username);
      if (problems.length > 0) return problems;
      const counted = [guessesOf(userId)];
      const seconds = await given.attempts.begin(counted);
      if (seconds !== null) return [wrong(`Too many wrong passwords came; wait for ${seconds} seconds.`)];
      if (!(await given.verify(current, stored.passwordHash)))
        return [wrong("This is not the password that you have now.")];
      await given.attempts.succeed(counted);
      const note: AuditNote = { actor: stored.username, action: "PASSWORD_CHANGED", details: {} };
      await users.setPassword(userId, await given.hash(next), sessionId, note);
      return [];
    },

    sessions: (userId) => sessions.ofUser(userId),

    async endSession(userId, id) {
      return (await sessions.end(userId, { id, keptId: null }, await ended(userId, { session: id }))) > 0;
    },

    async signOut(userId, id) {
      const note = await ended(userId, { session: id });
      await sessions.end(userId, { id, keptId: null }, { ...note, action: "SIGNED_OUT" });
    },

    async endOtherSessions(userId, keptId) {
      return sessions.end(userId, { id: null, keptId }, await ended(userId, { session: "all others" }));
    },

    tokens: (request) => tokens.page(request),

    async createToken({ name, role, days }, by) {
      const problems = checkToken({ name, role, days });
      if (problems.length > 0) return { token: null, secret: null, problems };
      const secret = given.makeToken();
      const note: AuditNote = { actor: by, action: "TOKEN_CREATED", details: { name, role, days } };
      const token = await tokens.create({ name, role, days, hash: given.hashSecret(secret) }, note);
      return { token, secret, problems: [] };
    },

    async revokeToken(id, by) {
      const noteOf = ({ name }: ApiToken): AuditNote => ({
        actor: by,
        action: "TOKEN_REVOKED",
        details: { id, name },
      });
      const token = await tokens.revoke(id, noteOf);
      return token ? { token, secret: null, problems: [] } : noToken(id);
    },
  };

  async function ended(userId: number, details: AuditNote["details"]): Promise<AuditNote> {
    const user = await users.known(userId);
    return { actor: user?.username ?? NOBODY, action: "SESSION_ENDED", details };
  }
}

/** Who found an open session must not try out what its user's password is. */
function guessesOf(userId: number): CountedBy {
  const pause = { pauseS: 60, longestPauseS: 3_600 };
  return { what: "USER", value: `password of user ${userId}`, allowed: 5, ...pause, forgivable: true };
}

function wrong(message: string): UserProblem {
  return { code: "PASSWORD_WRONG", field: "current", message };
}

/** An admin who took the last role away from themselves could not give it back. */
function whyFixed({ firstAdmin, username }: KnownUser, by: string): UserProblem | null {
  if (firstAdmin) return fixed(`${username} is the admin of the server's settings; change it there.`);
  if (username !== by) return null;
  return { code: "USER_IS_ONESELF", field: "id", message: "Another admin has to change your role or disable you." };
}

function whyPasswordFixed({ firstAdmin, username, passwordHash }: KnownUser): UserProblem | null {
  if (firstAdmin) return fixed(`The password of ${username} is in the server's settings; change it there.`);
  if (passwordHash !== null) return null;
  return fixed(`${username} signs in by OpenID Connect and has no password here.`);
}

function fixed(message: string): UserProblem {
  return { code: "USER_FIXED", field: "id", message };
}

function notFound(id: number): UserProblem {
  return { code: "USER_NOT_FOUND", field: "id", message: `There is no user with the id ${id}.` };
}

function noToken(id: number): TokenOutcome {
  const message = `There is no token with the id ${id}.`;
  return { token: null, secret: null, problems: [{ code: "TOKEN_NOT_FOUND", field: "id", message }] };
}

function refused(code: UserProblem["code"], field: string, message: string): UserOutcome {
  return { user: null, problems: [{ code, field, message }] };
}
