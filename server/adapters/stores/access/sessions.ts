import type pg from "pg";
import type { OwnSession } from "../../../core/access/accounts.js";
import type { KnownSession, SessionStore } from "../../../core/access/stores.js";
import { inTransaction } from "../../database/transaction.js";
import { askTogether } from "../ask-together.js";
import { prepared } from "../prepared.js";
import { appendAudit } from "./audit.js";
import { tellEnd } from "./endings.js";
import { NOTED_EVERY_S, noteUse } from "./note-use.js";

/** The oldest of a user's sessions end beyond so many. */
const MOST = 50;

const OWN = `id, agent, address, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt"`;

/** What a session must be to let somebody in; `$1` says for how many minutes it may lie unused. */
const IS_ALIVE = `s.expires_at > now() and s.last_used_at > now() - make_interval(mins => $1) and u.disabled_at is null`;

/** Sessions in our own database; each ends some time after its last use. */
export function createSessionStore(pool: pg.Pool, idleMinutes: number): SessionStore {
  const asked = prepared(pool);
  return {
    create: ({ hash, userId, agent, address, days }) =>
      inTransaction(pool, async (client) => {
        await client.query("delete from sessions where expires_at < now()");
        const { rows } = await client.query<OwnSession>(
          `insert into sessions (hash, user_id, agent, address, expires_at)
           values ($1, $2, $3, $4, now() + make_interval(days => $5)) returning ${OWN}`,
          [hash, userId, agent, address, days],
        );
        await client.query(
          "delete from sessions where id in (select id from sessions where user_id = $1 order by id desc offset $2)",
          [userId, MOST],
        );
        return rows[0] as OwnSession;
      }),

    find: askTogether(async (hashes) => {
      const { rows } = await asked.query<KnownSession & { hash: string; isNoted: boolean }>(
        `select s.hash, s.id, s.user_id as "userId", u.username, u.role,
                s.last_used_at > now() - make_interval(secs => ${NOTED_EVERY_S}) as "isNoted"
           from sessions s join users u on u.id = s.user_id where s.hash = any ($2::text[]) and ${IS_ALIVE}`,
        [idleMinutes, [...hashes]],
      );
      await noteUse(pool, "sessions", rows);
      return hashes.map((hash) => rows.find((session) => session.hash === hash) ?? null);
    }),

    async alive(ids) {
      const { rows } = await pool.query<KnownSession>(
        `select s.id, s.user_id as "userId", u.username, u.role
           from sessions s join users u on u.id = s.user_id where s.id = any ($2::int[]) and ${IS_ALIVE}`,
        [idleMinutes, ids],
      );
      return rows;
    },

    async ofUser(userId) {
      const { rows } = await pool.query<OwnSession>(
        `select s.id, s.agent, s.address, s.created_at as "createdAt", s.last_used_at as "lastUsedAt",
                s.expires_at as "expiresAt"
           from sessions s join users u on u.id = s.user_id where s.user_id = $2 and ${IS_ALIVE} order by s.id desc`,
        [idleMinutes, userId],
      );
      return rows;
    },

    end: (userId, { id, keptId }, note) =>
      inTransaction(pool, async (client) => {
        const { rowCount } = await client.query(
          `delete from sessions where user_id = $1 and ($2::int is null or id = $2) and id is distinct from $3`,
          [userId, id, keptId],
        );
        if (!rowCount) return 0;
        await appendAudit(client, note);
        await tellEnd(client);
        return rowCount;
      }),
  };
}
