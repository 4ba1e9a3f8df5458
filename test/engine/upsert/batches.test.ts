import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type GivenRow, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
beforeEach(() => scenario.forget());
afterAll(() => scenario.close());

function rows(count: number, changed: readonly number[] = []): readonly GivenRow[] {
  return Array.from({ length: count }, (_, i) => ({
    id: String(i + 1),
    name: `Sok ${changed.includes(i + 1) ? "Dara" : "Ny"}`,
  }));
}

/** Those of these students that the same transaction wrote last, for each of them. */
async function writtenTogether(students: readonly number[]): Promise<readonly (readonly number[])[]> {
  const { rows: found } = await scenario.database.pool.query<{ ids: number[] }>(
    `select array_agg(student_id::int order by student_id) as ids from sis.students
      where student_id = any($1::bigint[]) group by xmin::text order by 1`,
    [students],
  );
  return found.map(({ ids }) => ids);
}

it("rows are changed in transactions of as many as a batch has", async () => {
  await scenario.fill(rows(7));
  await scenario.migrate({ batchSize: 3 });
  expect(await writtenTogether([1, 2, 3, 4, 5, 6, 7])).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
});

it("rows that have not changed do not count: those around them are changed together", async () => {
  await scenario.fill(rows(20));
  await scenario.migrate();
  const changed = [1, 8, 15, 16, 20];
  await scenario.fill(rows(20, changed));
  const { counts } = await scenario.migrate({ batchSize: 2 });
  expect(counts).toEqual({ rows: 20, created: 0, updated: 5, unchanged: 15, rejected: 0 });
  expect(await writtenTogether(changed)).toEqual([[1, 8], [15, 16], [20]]);
});
