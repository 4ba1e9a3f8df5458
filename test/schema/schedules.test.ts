import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  CreateScheduleDocument,
  type CreateScheduleInput,
  ScheduleDocument,
  SchedulesDocument,
  UpdateScheduleDocument,
  type UpdateScheduleInput,
} from "../../scripts/client/graphql/graphql.js";
import { CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  await api.database.pool.query("delete from crosswalk.schedules");
});

const NIGHTLY = {
  name: "nightly sync",
  pipeline: "students",
  options: { mode: "UPSERT", modifiedSince: "last" },
  cron: "0 2 * * *",
  timeZone: "Europe/London",
} satisfies CreateScheduleInput;

const create = async (input: Partial<CreateScheduleInput> = {}) =>
  (await api.query(CreateScheduleDocument.toString(), { input: { ...NIGHTLY, ...input } })).createSchedule;
const update = async (input: UpdateScheduleInput) =>
  (await api.query(UpdateScheduleDocument.toString(), { input })).updateSchedule;
const read = async (id: string, variables: object = {}) =>
  (await api.query(ScheduleDocument.toString(), { id, ...variables })).schedule;
const all = async () => (await api.query(SchedulesDocument.toString())).schedules;

async function secretOf(id: string): Promise<string | null> {
  const { rows } = await api.database.pool.query(
    "select webhook_secret as secret from crosswalk.schedules where id = $1",
    [id],
  );
  return rows[0].secret;
}

describe("createSchedule", () => {
  it("keeps a schedule, with defaults for what is left out, and says when it is due next", async () => {
    const { schedule, webhookSecret, userErrors } = await create({ timeZone: undefined });
    expect([userErrors, webhookSecret]).toEqual([[], null]);
    expect(schedule).toMatchObject({
      name: "nightly sync",
      pipeline: { name: "students" },
      options: { mode: "UPSERT", modifiedSince: "last", limit: null },
      cron: "0 2 * * *",
      timeZone: "UTC",
      enabled: true,
      overlap: "SKIP",
      missed: "NONE",
      webhook: null,
      createdBy: CREDENTIALS.username,
      lastRun: null,
    });
    const [first, ...others] = schedule.nextRuns.map((run: string) => Date.parse(run));
    expect(new Date(first).toISOString()).toMatch(/T02:00:00.000Z$/);
    expect(others).toEqual([1, 2, 3, 4].map((days) => first + days * 24 * 3600_000));
    expect(await all()).toEqual([schedule]);
    expect(await read(schedule.id)).toMatchObject(schedule);
    expect(await read("999999")).toBeNull();
    expect(await read("no id")).toBeNull();
  });

  it("makes a secret for a webhook and tells it once, unless one is given", async () => {
    const webhook = { url: "https://example.org/hook", on: "CRITICAL" } as const;
    const made = await create({ webhook });
    expect(made.schedule.webhook).toEqual(webhook);
    expect(made.webhookSecret).toMatch(/^[\w-]{43}$/);
    expect(await secretOf(made.schedule.id)).toBe(made.webhookSecret);
    const given = await create({ name: "given", webhook: { ...webhook, secret: "sixteen letters!" } });
    expect(given.webhookSecret).toBeNull();
    expect(await secretOf(given.schedule.id)).toBe("sixteen letters!");
    expect(JSON.stringify(await all())).not.toMatch(/sixteen|ecret/);
  });

  it.each<[string, Partial<CreateScheduleInput>, string, string, RegExp]>([
    ["a pipeline that there is not", { pipeline: "zoo" }, "UNKNOWN_PIPELINE", "pipeline", /there are npq, students/],
    [
      "an option that the pipeline lacks",
      { pipeline: "npq", options: { limit: 1 } },
      "OPTION_NOT_TAKEN",
      "options.limit",
      /it takes/,
    ],
    ["an option's bad value", { options: { limit: 0 } }, "OPTION_NOT_TAKEN", "options.limit", /from 1; 0 came/],
    ["what is no migration", { options: { rejectedOf: "x" } }, "MIGRATION_NOT_FOUND", "options.rejectedOf", /the id x/],
    ["a blank name", { name: "  " }, "SCHEDULE_NAME_INVALID", "name", /1 to 100/],
    ["a long name", { name: "x".repeat(101) }, "SCHEDULE_NAME_INVALID", "name", /1 to 100/],
    ["a name with a NUL", { name: "a\u0000b" }, "SCHEDULE_NAME_INVALID", "name", /control/],
    ["too few fields", { cron: "0 2 * *" }, "CRON_INVALID", "cron", /got 4.*five fields.*or six.*0 2 \* \* \*/],
    ["an hour that no day has", { cron: "0 25 * * *" }, "CRON_INVALID", "cron", /25.*hour.*five fields/],
    ["a day that never comes", { cron: "0 0 30 2 *" }, "CRON_INVALID", "cron", /30 2 is an impossible day/],
    [
      "a range that would take all memory",
      { cron: "0-9999999999 * * * *" },
      "CRON_INVALID",
      "cron",
      /9999999999 is more/,
    ],
    [
      "a zone that there is not",
      { timeZone: "Europe/Atlantis" },
      "TIME_ZONE_INVALID",
      "timeZone",
      /such as Europe\/London/,
    ],
    ["an empty zone", { timeZone: "" }, "TIME_ZONE_INVALID", "timeZone", /such as Europe\/London/],
    ["no URL", hook("hook"), "WEBHOOK_URL_INVALID", "webhook.url", /http or https/],
    ["another protocol", hook("file:///etc/passwd"), "WEBHOOK_URL_INVALID", "webhook.url", /http or https/],
    [
      "a long URL",
      hook(`https://example.org/${"x".repeat(2000)}`),
      "WEBHOOK_URL_INVALID",
      "webhook.url",
      /at most 2000/,
    ],
    [
      "a password in the URL",
      hook("https://a:b@example.org/"),
      "WEBHOOK_URL_INVALID",
      "webhook.url",
      /no user name or password/,
    ],
    ["localhost", hook("http://localhost:4000/"), "WEBHOOK_ADDRESS_LOCAL", "webhook.url", /WEBHOOK_ALLOW_LOCAL=true/],
    ["a local address", hook("http://[::ffff:10.0.0.1]/"), "WEBHOOK_ADDRESS_LOCAL", "webhook.url", /local network/],
    ["a cloud's metadata", hook("http://169.254.169.254/"), "WEBHOOK_ADDRESS_LOCAL", "webhook.url", /local network/],
    [
      "a short secret",
      hook("https://example.org/", "fifteen letters"),
      "WEBHOOK_SECRET_INVALID",
      "webhook.secret",
      /16 to 200/,
    ],
  ])("answers %s with a user error that says what is allowed", async (_, input, code, field, message) => {
    const { schedule, webhookSecret, userErrors } = await create(input);
    expect([schedule, webhookSecret]).toEqual([null, null]);
    expect(userErrors).toEqual([{ code, field, message: expect.stringMatching(message) }]);
    expect(await all()).toEqual([]);
  });

  it("tells all that is wrong at once, and repeats no password", async () => {
    const { userErrors } = await create({
      name: "",
      cron: "x",
      timeZone: "y",
      ...hook("ftp://me:private@example.org", "s"),
    });
    expect(userErrors.map(({ code }: { code: string }) => code)).toEqual([
      "SCHEDULE_NAME_INVALID",
      "CRON_INVALID",
      "TIME_ZONE_INVALID",
      "WEBHOOK_URL_INVALID",
      "WEBHOOK_SECRET_INVALID",
    ]);
    expect(JSON.stringify(userErrors)).not.toContain("private");
  });

  it("takes a name once, and a hundred schedules", async () => {
    await create();
    const { userErrors } = await create({ name: " nightly sync " });
    expect(userErrors).toMatchObject([{ code: "SCHEDULE_NAME_TAKEN", field: "name" }]);
    await api.database.pool.query(
      `insert into crosswalk.schedules (name, pipeline, options, cron, time_zone)
       select 'schedule ' || n, 'students', '{}', '0 2 * * *', 'UTC' from generate_series(1, 99) n`,
    );
    expect((await create({ name: "one more" })).userErrors).toMatchObject([{ code: "TOO_MANY_SCHEDULES" }]);
  });
});

function hook(url: string, secret?: string): Pick<CreateScheduleInput, "webhook"> {
  return { webhook: { url, on: "EVERY_END", secret: secret ?? null } };
}

describe("updateSchedule", () => {
  it("changes what is given and leaves the rest", async () => {
    const { schedule } = await create(hook("https://example.org/hook"));
    const changed = await update({ id: schedule.id, cron: "0 3 * * *", enabled: false, missed: "ONCE", name: null });
    expect(changed).toEqual({
      schedule: {
        ...schedule,
        cron: "0 3 * * *",
        enabled: false,
        missed: "ONCE",
        nextRuns: [],
        updatedAt: expect.any(String),
      },
      webhookSecret: null,
      userErrors: [],
    });
    expect((await update({ id: schedule.id, options: {} })).schedule.options).toMatchObject({
      mode: null,
      modifiedSince: null,
    });
    expect((await update({ id: schedule.id, pipeline: "npq" })).schedule.pipeline.name).toBe("npq");
  });

  it("keeps a webhook's secret, replaces it by one that is given, and makes one for a new webhook", async () => {
    const { schedule, webhookSecret } = await create(hook("https://example.org/hook"));
    const { id } = schedule;
    const moved = await update({ id, ...hook("https://example.org/moved") });
    expect([moved.schedule.webhook.url, moved.webhookSecret]).toEqual(["https://example.org/moved", null]);
    expect(await secretOf(id)).toBe(webhookSecret);
    await update({ id, ...hook("https://example.org/moved", "another secret that is given") });
    expect(await secretOf(id)).toBe("another secret that is given");
    expect((await update({ id, webhook: null })).schedule.webhook).toBeNull();
    expect(await secretOf(id)).toBeNull();
    const again = await update({ id, ...hook("https://example.org/hook") });
    expect(again.webhookSecret).toMatch(/^[\w-]{43}$/);
  });

  it.each<[string, Omit<UpdateScheduleInput, "id">, string]>([
    ["a bad expression", { cron: "never" }, "CRON_INVALID"],
    ["a bad zone", { timeZone: "Mars/Olympus" }, "TIME_ZONE_INVALID"],
    ["an option that its pipeline lacks", { pipeline: "npq" }, "OPTION_NOT_TAKEN"],
    ["an option's bad value", { options: { batchSize: 0 } }, "OPTION_NOT_TAKEN"],
    ["a local webhook", hook("http://192.168.1.1/"), "WEBHOOK_ADDRESS_LOCAL"],
    ["a name that is taken", { name: "taken" }, "SCHEDULE_NAME_TAKEN"],
  ])("answers %s with a user error, and changes nothing", async (_, changes, code) => {
    await create({ name: "taken" });
    const { schedule } = await create();
    const answer = await update({ id: schedule.id, ...changes });
    expect(answer.schedule).toBeNull();
    expect(new Set(answer.userErrors.map((error: { code: string }) => error.code))).toEqual(new Set([code]));
    expect(await read(schedule.id)).toMatchObject(schedule);
  });

  it("can disable one whose pipeline is gone, but not enable it", async () => {
    const { schedule } = await create();
    await api.database.pool.query("update crosswalk.schedules set pipeline = 'gone'");
    expect((await update({ id: schedule.id, enabled: false })).userErrors).toEqual([]);
    expect((await update({ id: schedule.id, enabled: true })).userErrors).toMatchObject([{ code: "UNKNOWN_PIPELINE" }]);
  });
});
