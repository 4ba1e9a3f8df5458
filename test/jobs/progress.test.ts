import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import type { ProgressEvent } from "../../server/core/ports.js";
import { closeGate } from "../helpers/interleave.js";
import { endOf, runMigration, startMigration } from "../helpers/migrations.js";
import { ecfId, openScenario, type Scenario } from "../helpers/npq-scenario.js";

let scenario: Scenario;
let app: App;
let other: App;

beforeAll(async () => {
  scenario = await openScenario();
  app = scenario.app;
  other = await createApp(loadConfig({ DATABASE_URL: scenario.database.url, LOG_LEVEL: "silent" }));
  await scenario.fill({
    ecf: { users: { ann: {} }, applications: { headship: { user: "ann", status: "accepted" } } },
    npq: { users: { ann: { ecfId: ecfId("ann") }, bob: {} }, applications: { headship: { user: "ann" } } },
  });
});

afterAll(async () => {
  await other?.stop();
  await scenario.close();
});

async function collect(from: App, id: number, after: string | null = null): Promise<ProgressEvent[]> {
  const events: ProgressEvent[] = [];
  for await (const event of from.progress.follow(id, after)) events.push(event);
  return events;
}

describe("progress", () => {
  it("tells of every stage in order and ends with the end", async () => {
    const id = await startMigration(app, { dryRun: false });
    const events = await collect(app, id);

    const cursors = events.map(({ cursor }) => BigInt(cursor));
    expect(cursors).toEqual([...new Set(cursors)].sort((a, b) => (a < b ? -1 : 1)));
    expect(events.every(({ migrationId }) => migrationId === id)).toBe(true);
    const stages = events.map(({ progress: { stage, model } }) => `${stage} ${model ?? ""}`.trim());
    // Models are matched at once, and reports are made beside APPLY: either may be told first.
    expect([...new Set(stages)].slice(0, 4)).toEqual(["null", "CHECK", "READ users", "READ applications"]);
    const begun = [...new Set(stages)].slice(4);
    const steps = ["MATCH", "CLASSIFY", "STORE"];
    for (const model of ["users", "applications"])
      expect(begun.slice(0, 6).filter((stage) => stage.endsWith(` ${model}`))).toEqual(
        steps.map((step) => `${step} ${model}`),
      );
    expect(begun.slice(6).sort()).toEqual(["APPLY applications", "REPORT"]);
    const statuses = events.map(({ progress }) => progress.status);
    expect(statuses.slice(0, -1).every((status) => status === "RUNNING")).toBe(true);
    expect(statuses.at(-1)).toBe("SUCCEEDED");
    expect(events.at(-1)?.progress.counts).toEqual({
      read: 5,
      matched: 2,
      orphans: 1,
      duplicates: 0,
      updated: 1,
      rejected: 0,
    });
    // Both sides' parts together, whichever of them told last.
    const reading = await (await app.database.prisma()).stage.findFirst({
      where: { migrationId: id, name: "READ", model: "users" },
    });
    expect(reading).toMatchObject({ done: 3, total: 3, finishedAt: expect.any(Date) });
  });

  it("counts never go back", async () => {
    const { id } = await runMigration(app);
    const counts = (await collect(app, id)).map(({ progress }) => Object.values(progress.counts));
    for (const [i, now] of counts.entries())
      for (const [j, count] of now.entries()) expect(count).toBeGreaterThanOrEqual(counts[i - 1]?.[j] ?? 0);
  });

  it("of an ended migration is told again and completes", async () => {
    const { id } = await runMigration(app);
    const events = await collect(other, id);
    expect(events.at(-1)?.progress.status).toBe("SUCCEEDED");
    expect(await collect(app, id)).toEqual(events);
  });

  it("goes on after any cursor, each event once", async () => {
    const { id } = await runMigration(app);
    const events = await collect(app, id);
    for (const [i, { cursor }] of events.entries()) expect(await collect(app, id, cursor)).toEqual(events.slice(i + 1));
  });

  it("is the same for all who follow, whenever they came and wherever they are", async () => {
    const gate = await closeGate(scenario.database.pool, "npq.users");
    const id = await startMigration(app);
    const early = [collect(app, id), collect(app, id), collect(other, id)];
    const first = await app.progress.follow(id, null).next();
    const late = collect(other, id, (first.value as ProgressEvent).cursor);
    await gate.open();
    const [a, b, c] = await Promise.all(early);
    expect(b).toEqual(a);
    expect(c).toEqual(a);
    expect(await late).toEqual(a?.slice(1));
  });

  it("is told while the migration runs", async () => {
    const gate = await closeGate(scenario.database.pool, "npq.users");
    const id = await startMigration(app);
    for await (const { progress } of other.progress.follow(id, null)) if (progress.stage === "READ") break;
    expect((await (await app.database.prisma()).migration.findUnique({ where: { id } }))?.status).toBe("RUNNING");
    await gate.open();
    await endOf(app, id);
  });

  it("says that it is being cancelled, and that it was", async () => {
    const gate = await closeGate(scenario.database.pool, "npq.users");
    const id = await startMigration(app);
    const following = collect(other, id);
    await app.migrations.cancel(id);
    const statuses = (await following).map(({ progress }) => progress.status);
    expect(statuses.filter((status, i) => status !== statuses[i - 1])).toEqual(["RUNNING", "CANCELLING", "CANCELLED"]);
    await gate.open();
    await endOf(app, id);
  });

  it("stops when the follower does not want it any more", async () => {
    const gate = await closeGate(scenario.database.pool, "npq.users");
    const id = await startMigration(app);
    const enough = new AbortController();
    const seen: ProgressEvent[] = [];
    for await (const event of app.progress.follow(id, null, enough.signal)) {
      seen.push(event);
      if (event.progress.stage === "READ") enough.abort();
    }
    expect(seen.at(-1)?.progress.stage).toBe("READ");
    await gate.open();
    await endOf(app, id);
  });

  it("tells the ends of all migrations", async () => {
    const ends = other.progress.finished();
    const next = ends.next();
    const { id } = await runMigration(app);
    expect(await next).toEqual({ done: false, value: id });
    await ends.return?.();
  });
});
