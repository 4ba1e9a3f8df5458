import type pg from "pg";
import type { ApiToken } from "../../../core/access/accounts.js";
import type { KnownToken, TokenStore } from "../../../core/access/stores.js";
import { inTransaction } from "../../database/transaction.js";
import { askTogether } from "../ask-together.js";
import { pageOfRows } from "../keyset.js";
import { prepared } from "../prepared.js";
import { appendAudit } from "./audit.js";
import { tellEnd } from "./endings.js";
import { NOTED_EVERY_S, noteUse } from "./note-use.js";

const COLUMNS = `id, name, role, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
  revoked_at as "revokedAt", last_used_at as "lastUsedAt"`;
const IS_VALID = "revoked_at is null and expires_at > now()";

/** API tokens in our own database. Those that ended stay, to say what there was. */
export function createTokenStore(pool: pg.Pool): TokenStore {
  const asked = prepared(pool);
  return {
    async page({ first, after }) {
      const { rows } = await pool.query<ApiToken>(
        `select ${COLUMNS} from api_tokens where $1::int is null or id < $1 order by id desc limit $2`,
        [after, first + 1],
      );
      return pageOfRows(
        rows,
        first,
        after !== null,
        ({ id }) => id,
        (token): ApiToken => token,
        async () => (await pool.query<{ count: number }>("select count(*)::int from api_tokens")).rows[0]?.count ?? 0,
      );
    },

    find: askTogether(async (hashes) => {
      const { rows } = await asked.query<KnownToken & { hash: string; isNoted: boolean }>(
        `select hash, id, name, role,
                coalesce(last_used_at > now() - make_interval(secs => ${NOTED_EVERY_S}), false) as "isNoted"
           from api_tokens where hash = any ($1::text[]) and ${IS_VALID}`,
        [[...hashes]],
      );
      await noteUse(pool, "api_tokens", rows);
      return hashes.map((hash) => rows.find((token) => token.hash === hash) ?? null);
    }),

    async alive(ids) {
      const { rows } = await pool.query<KnownToken>(
        `select id, name, role from api_tokens where id = any ($1::int[]) and ${IS_VALID}`,
        [ids],
      );
      return rows;
    },

    create: ({ name, role, days, hash }, note) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<ApiToken>(
          `insert into api_tokens (name, role, hash, created_by, expires_at)
           values ($1, $2, $3, $4, now() + make_interval(days => $5)) returning ${COLUMNS}`,
          [name, role, hash, note.actor, days],
        );
        const token = rows[0] as ApiToken;
        await appendAudit(client, { ...note, details: { id: token.id, ...note.details } });
        return token;
      }),

    revoke: (id, noteOf) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<ApiToken>(
          `update api_tokens set revoked_at = coalesce(revoked_at, now()) where id = $1 returning ${COLUMNS}`,
          [id],
        );
        const [token] = rows;
        if (!token) return null;
        await appendAudit(client, noteOf(token));
        await tellEnd(client);
        return token;
      }),
  };
}
