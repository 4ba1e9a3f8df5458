import type pg from "pg";
import type { Phases } from "../../core/parts.js";

/** Keeps the parts of phases that are to come, from this phase on. */
export async function insertPhases(
  client: pg.ClientBase,
  migrationId: number,
  firstPhase: number,
  phases: Phases,
): Promise<void> {
  const parts = phases.flatMap((plans, i) =>
    plans.map((plan, position) => ({ ...plan, phase: firstPhase + i, position })),
  );
  await client.query(
    `insert into parts (migration_id, phase, position, kind, task, progress)
     select $1, * from unnest($2::int[], $3::int[], $4::text[], $5::jsonb[], $6::jsonb[])`,
    [
      migrationId,
      parts.map(({ phase }) => phase),
      parts.map(({ position }) => position),
      parts.map(({ kind }) => kind),
      parts.map(({ task }) => JSON.stringify(task ?? null)),
      parts.map(({ progress }) => (progress ? JSON.stringify(progress) : null)),
    ],
  );
}
