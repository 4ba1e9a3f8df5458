import type pg from "pg";
import { qualified } from "../npq/tables.js";

/** A share of the users whose keys somebody lost before the first night, and how much of it is found again in the end. */
const LOST = 0.14;
const FOUND_AGAIN = 0.8;

/** New users a night that ECF does not know, of all; every seventh night brings many. */
const ARRIVALS = 0.001;
const MANY_ARRIVALS = 0.006;

interface LostUser {
  readonly id: string;
  readonly ecf_id: string | null;
  readonly trn: string | null;
  readonly uid: string | null;
}

interface LostApplication {
  readonly id: string;
  readonly ecf_id: string | null;
}

/** What became of NPQ registration, night by night: keys are found again, users come, and somebody clears duplicates. */
export interface NpqNights {
  /** before the run of this night, counted from 0 */
  turn(night: number): Promise<void>;
  /** removes users, and their applications, that duplicates have too many */
  remove(userIds: readonly string[]): Promise<void>;
}

/** Takes the keys of some users away, so that there is something to get better. */
export async function beginNpqNights(client: pg.ClientBase, schema: string, nights: number): Promise<NpqNights> {
  const users = qualified(schema, "users");
  const applications = qualified(schema, "applications");
  const { rows: lost } = await client.query<LostUser>(
    `select id::text, ecf_id, trn, uid from ${users} where ecf_id is not null and trim(ecf_id) <> ''
      order by md5(id::text) limit (select ceil(count(*) * $1::float8) from ${users})`,
    [LOST],
  );
  const ids = lost.map(({ id }) => id);
  const { rows: apart } = await client.query<LostApplication & { user_id: string }>(
    `select id::text, ecf_id, user_id::text from ${applications} where user_id = any($1::bigint[])`,
    [ids],
  );
  await client.query(`update ${users} set ecf_id = null, trn = null, uid = null where id = any($1::bigint[])`, [ids]);
  await client.query(`update ${applications} set ecf_id = null where user_id = any($1::bigint[])`, [ids]);

  async function findAgain(found: readonly LostUser[]): Promise<void> {
    await client.query(
      `update ${users} u set ecf_id = f.ecf_id, trn = f.trn, uid = f.uid
         from jsonb_to_recordset($1) as f(id bigint, ecf_id text, trn text, uid text) where u.id = f.id`,
      [JSON.stringify(found)],
    );
    const owners = new Set(found.map(({ id }) => id));
    await client.query(
      `update ${applications} a set ecf_id = f.ecf_id
         from jsonb_to_recordset($1) as f(id bigint, ecf_id text) where a.id = f.id`,
      [JSON.stringify(apart.filter(({ user_id }) => owners.has(user_id)))],
    );
  }

  async function arrive(night: number): Promise<void> {
    const share = night % 7 === 6 ? MANY_ARRIVALS : ARRIVALS;
    await client.query(
      `insert into ${users} (full_name, email, trn, created_at, updated_at)
       select full_name, 'night' || $1::int || '.' || id || '@example.com', null, now(), now() from ${users}
        order by md5(id::text || $1::int) limit (select ceil(count(*) * $2::float8) from ${users})`,
      [night, share],
    );
  }

  return {
    async turn(night) {
      await findAgain(lost.slice(foundBy(night - 1), foundBy(night)));
      if (night > 0) await arrive(night);
    },
    async remove(userIds) {
      await client.query(`delete from ${applications} where user_id = any($1::bigint[])`, [userIds]);
      await client.query(`delete from ${users} where id = any($1::bigint[])`, [userIds]);
    },
  };

  /** At an even pace, with better and worse nights. */
  function foundBy(night: number): number {
    if (night < 0) return 0;
    const passed = (night + Math.sin(night * 2.4) * 0.4) / Math.max(1, nights - 1);
    return Math.floor(lost.length * FOUND_AGAIN * Math.min(1, Math.max(0, passed)));
  }
}
