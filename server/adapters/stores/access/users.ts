import type pg from "pg";
import type { Account, UserChanges } from "../../../core/access/accounts.js";
import type { AuditNote } from "../../../core/access/audit.js";
import type { KnownUser, OpenIdUser, UserStore } from "../../../core/access/stores.js";
import { inTransaction } from "../../database/transaction.js";
import { askTogether } from "../ask-together.js";
import { pageOfRows } from "../keyset.js";
import { prepared } from "../prepared.js";
import { type Queryable, textParameter } from "../query.js";
import { appendAudit } from "./audit.js";
import { tellEnd } from "./endings.js";

const ACCOUNT = `id, username, role, first_admin as "firstAdmin", password_hash is not null as "hasPassword",
  created_by as "createdBy", created_at as "createdAt", last_sign_in as "lastSignIn", disabled_at as "disabledAt"`;
const KNOWN = `id, username, role, password_hash as "passwordHash", first_admin as "firstAdmin",
  disabled_at is not null as "isDisabled"`;
const UNIQUE_VIOLATION = "23505";

/** Users in our own database. */
export function createUserStore(pool: pg.Pool): UserStore {
  const asked = prepared(pool);
  const one = async <Row extends object>(client: Queryable, sql: string, values: readonly unknown[]) =>
    (await client.query<Row>(sql, [...values])).rows[0] ?? null;

  return {
    async page({ first, after }) {
      const { rows } = await pool.query<Account>(
        `select ${ACCOUNT} from users where $1::int is null or id > $1 order by id limit $2`,
        [after, first + 1],
      );
      const total = async () => (await one<{ count: number }>(pool, "select count(*)::int from users", []))?.count ?? 0;
      return pageOfRows(
        rows,
        first,
        after !== null,
        ({ id }) => id,
        (user): Account => user,
        total,
      );
    },
    find: (id) => one<Account>(pool, `select ${ACCOUNT} from users where id = $1`, [id]),
    known: askTogether(async (ids) => {
      const { rows } = await asked.query<KnownUser>(`select ${KNOWN} from users where id = any ($1::int[])`, [
        [...ids],
      ]);
      return ids.map((id) => rows.find((user) => user.id === id) ?? null);
    }),
    knownBy: (username) =>
      one<KnownUser>(pool, `select ${KNOWN} from users where lower(username) = lower($1)`, [textParameter(username)]),

    create: ({ username, role, passwordHash }, note) =>
      unlessTaken(() =>
        inTransaction(pool, async (client) => {
          const user = await one<Account>(
            client,
            `insert into users (username, role, password_hash, created_by) values ($1, $2, $3, $4) returning ${ACCOUNT}`,
            [username, role, passwordHash, note.actor],
          );
          await appendAudit(client, note);
          return user;
        }),
      ),

    update: (id, changes, note) => inTransaction(pool, (client) => change(client, id, changes, note)),

    setPassword: (id, passwordHash, keptSession, note) =>
      inTransaction(pool, async (client) => {
        await client.query("update users set password_hash = $2 where id = $1", [id, passwordHash]);
        await client.query("delete from sessions where user_id = $1 and id is distinct from $2", [id, keptSession]);
        await appendAudit(client, note);
        await tellEnd(client);
      }),

    async keepFirstAdmin(username, isKept, makeHash) {
      const stored = await one<KnownUser>(
        pool,
        `select ${KNOWN} from users where first_admin and lower(username) = lower($1) and disabled_at is null`,
        [username],
      );
      if (stored && (await isKept(stored.passwordHash))) return stored;
      const passwordHash = await makeHash();
      return inTransaction(pool, async (client) => {
        // Servers that start together come one after another.
        await client.query("select pg_advisory_xact_lock(hashtext('crosswalk first admin'), 0)");
        await client.query(
          `update users set first_admin = false, disabled_at = coalesce(disabled_at, now())
            where first_admin and lower(username) <> lower($1)`,
          [username],
        );
        const user = await one<KnownUser>(
          client,
          `insert into users as u (username, role, password_hash, first_admin) values ($1, 'ADMIN', $2, true)
           on conflict (lower(username)) do update set role = 'ADMIN', password_hash = $2, first_admin = true,
             issuer = null, subject = null, disabled_at = null
           returning ${KNOWN}`,
          [username, passwordHash],
        );
        await client.query(
          "delete from sessions s using users u where u.id = s.user_id and (u.id = $1 or u.disabled_at is not null)",
          [user?.id],
        );
        await tellEnd(client);
        return user as KnownUser;
      });
    },

    knownFromOpenId: (given, noteOf) =>
      unlessTaken(() => inTransaction(pool, (client) => fromOpenId(client, given, noteOf))),

    async noteSignIn(id) {
      await pool.query("update users set last_sign_in = now() where id = $1", [id]);
    },
  };
}

async function change(client: pg.ClientBase, id: number, { role, disabled }: UserChanges, note: AuditNote) {
  const { rows } = await client.query<Account>(
    `update users set role = coalesce($2::role, role),
       disabled_at = case when $3 then coalesce(disabled_at, now()) when not $3 then null else disabled_at end
     where id = $1 returning ${ACCOUNT}`,
    [id, role ?? null, disabled ?? null],
  );
  if (disabled === true) await client.query("delete from sessions where user_id = $1", [id]);
  await appendAudit(client, note);
  await tellEnd(client);
  return rows[0] ?? null;
}

type Before = Pick<KnownUser, "username" | "role">;

/** The user of this subject; a new one where it is the first time. The role is what the provider says today. */
async function fromOpenId(
  client: pg.ClientBase,
  { issuer, subject, username, role }: OpenIdUser,
  noteOf: (before: Before | null) => AuditNote | null,
): Promise<KnownUser | null> {
  const { rows: stored } = await client.query<Before>(
    "select username, role from users where issuer = $1 and subject = $2 for update",
    [issuer, subject],
  );
  const before = stored[0] ?? null;
  const { rows } = await client.query<KnownUser>(
    before === null
      ? `insert into users (issuer, subject, role, username, created_by) values ($1, $2, $3, $4, 'OpenID Connect')
         returning ${KNOWN}`
      : `update users set role = $3 where issuer = $1 and subject = $2 returning ${KNOWN}`,
    before === null ? [issuer, subject, role, username] : [issuer, subject, role],
  );
  const note = noteOf(before);
  if (note) await appendAudit(client, note);
  if (before !== null && before.role !== role) await tellEnd(client);
  return rows[0] ?? null;
}

/** A user's name is the one thing that no two share. */
async function unlessTaken<T>(work: () => Promise<T>): Promise<T | "TAKEN"> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return "TAKEN";
    throw error;
  }
}
