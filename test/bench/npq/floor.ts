import type pg from "pg";
import { npqPipeline } from "../../../server/pipelines/npq/pipeline.js";
import { copyOutAndForget } from "../floor/copy-out.js";
import { type StoredTable, storeRows } from "../floor/stored-rows.js";
import { timed } from "../measure/rounds.js";
import { withSession } from "../place/session.js";
import { ECF, NPQ } from "./template.js";

/** The values that a migration gives NPQ's applications, by their ids. */
export interface StatusUpdates {
  readonly ids: readonly string[];
  readonly statuses: readonly (string | null)[];
}

export interface NpqFloor {
  readonly readMs: number;
  readonly storeMs: number;
  readonly updateMs: number;
}

/** The least that PostgreSQL and Node need, one after another: read both sides at once, store the rows, update. */
export async function measureNpqFloor(
  url: string,
  stored: readonly StoredTable[],
  updates: StatusUpdates,
): Promise<NpqFloor> {
  const read = await timed(() => readBothSides(url));
  const store = await timed(() => storeRows(url, stored));
  const update = await timed(() => withSession(url, (session) => updateStatuses(session, updates)));
  return { readMs: read.ms, storeMs: store.ms, updateMs: update.ms };
}

async function readBothSides(url: string): Promise<void> {
  const { models } = npqPipeline;
  await Promise.all([
    copyOutAndForget(
      url,
      models.map(({ left }) => left.select(ECF)),
    ),
    copyOutAndForget(
      url,
      models.map(({ right }) => right.select(NPQ)),
    ),
  ]);
}

async function updateStatuses(session: pg.Client, { ids, statuses }: StatusUpdates): Promise<void> {
  await session.query("begin");
  await session.query(
    "create temp table updates on commit drop as select * from unnest($1::text[]::bigint[], $2::text[]) as t (id, status)",
    [ids, statuses],
  );
  await session.query("analyze updates");
  await session.query(
    `update ${NPQ}.applications a set lead_provider_approval_status = u.status, updated_at = now()
       from updates u where u.id = a.id`,
  );
  await session.query("commit");
}

/** What is otherwise in the one database than in the other. */
export async function findStatusUpdates(before: string, after: string): Promise<StatusUpdates> {
  const [old, now] = await Promise.all([readStatuses(before), readStatuses(after)]);
  const changed = [...now].filter(([id, status]) => old.get(id) !== status);
  return { ids: changed.map(([id]) => id), statuses: changed.map(([, status]) => status) };
}

async function readStatuses(url: string): Promise<ReadonlyMap<string, string | null>> {
  return withSession(url, async (session) => {
    const { rows } = await session.query<{ id: string; status: string | null }>(
      `select id, lead_provider_approval_status as status from ${NPQ}.applications`,
    );
    return new Map(rows.map(({ id, status }) => [id, status]));
  });
}
