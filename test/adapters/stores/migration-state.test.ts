import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPool } from "../../../server/adapters/database/open.js";
import { inTransaction } from "../../../server/adapters/database/transaction.js";
import { moveMigration } from "../../../server/adapters/stores/migration-state.js";
import { isActive, type MigrationStatus, STATUSES, TRANSITIONS } from "../../../server/core/status.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

let database: TestDatabase;
/** Two pools, as two processes have. */
let pools: readonly [pg.Pool, pg.Pool];

beforeAll(async () => {
  database = await createTestDatabase();
  const open = () => openPool(database.url, { name: "test", max: 2 });
  pools = [open(), open()];
});
afterAll(async () => {
  for (const pool of pools) await pool.end();
  await database.drop();
});

/** A migration in a state, of a pipeline of its own. */
async function migrationIn(status: MigrationStatus): Promise<number> {
  const { rows } = await database.pool.query<{ id: number }>(
    `insert into crosswalk.migrations (pipeline, status, options, trigger, rules, finished_at)
     values (gen_random_uuid(), $1::crosswalk.migration_status, '{}', 'API', '', case when $2 then now() end) returning id`,
    [status, !isActive(status)],
  );
  return (rows[0] as { id: number }).id;
}

async function stateOf(id: number) {
  const { rows } = await database.pool.query(
    `select status, finished_at is not null as "isOver",
            array(select progress->>'status' from crosswalk.events where migration_id = $1 order by id) as told
     from crosswalk.migrations where id = $1`,
    [id],
  );
  return rows[0];
}

const move = (pool: pg.Pool, id: number, to: MigrationStatus) =>
  inTransaction(pool, (client) => moveMigration(client, id, { to }));

describe("a migration", () => {
  const ways = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to })));
  const isListed = (way: (typeof ways)[number]) =>
    TRANSITIONS.some((transition) => transition.from === way.from && transition.to === way.to);

  it.each(ways.filter(isListed))("goes from $from to $to, and tells so", async ({ from, to }) => {
    const id = await migrationIn(from);
    expect(await move(pools[0], id, to)).toBe(true);
    expect(await stateOf(id)).toEqual({ status: to, isOver: !isActive(to), told: [to] });
  });

  it.each(ways.filter((way) => !isListed(way)))("does not go from $from to $to", async ({ from, to }) => {
    const id = await migrationIn(from);
    expect(await move(pools[0], id, to)).toBe(false);
    expect(await stateOf(id)).toEqual({ status: from, isOver: !isActive(from), told: [] });
  });

  it("takes one of the ways that two processes want at once, and only that is told", async () => {
    for (let round = 0; round < 20; round++) {
      const id = await migrationIn("RUNNING");
      const wanted = ["SUCCEEDED", "FAILED"] as const;
      const moved = await Promise.all(wanted.map((to, i) => move(pools[i] as pg.Pool, id, to)));
      expect(moved.filter(Boolean)).toHaveLength(1);
      const status = wanted[moved.indexOf(true)];
      expect(await stateOf(id)).toEqual({ status, isOver: true, told: [status] });
    }
  });

  it("is the only active one of its pipeline, whatever is inserted", async () => {
    const id = await migrationIn("RUNNING");
    const again = database.pool.query(
      `insert into crosswalk.migrations (pipeline, status, options, trigger, rules)
       select pipeline, 'QUEUED', options, trigger, rules from crosswalk.migrations where id = $1`,
      [id],
    );
    await expect(again).rejects.toMatchObject({ constraint: "migrations_one_active_a_pipeline" });
  });
});
