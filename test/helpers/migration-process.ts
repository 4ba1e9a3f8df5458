import { createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { ended } from "./migrations.js";

// A process of its own, to be killed: runs a migration with the options in its argument.
const app = await createApp(loadConfig(process.env));
await app.work();
const { migrationId } = await app.migrations.start({
  pipeline: "npq",
  options: JSON.parse(process.argv[2] ?? "{}"),
  trigger: "COMMAND_LINE",
  startedBy: null,
  idempotencyKey: null,
});
if (migrationId !== null) await ended(app, migrationId);
await app.stop();
