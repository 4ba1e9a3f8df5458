import { createApp } from "../../../server/app.js";
import { loadConfig } from "../../../server/config.js";
import { requestOf } from "../../helpers/students-scenario.js";

// A process of its own, to be killed: runs a migration of students with the options in its argument.
const app = await createApp(loadConfig(process.env));
const { migrationId } = await app.migrations.start(requestOf(JSON.parse(process.argv[2] ?? "{}")));
if (migrationId !== null) await app.migrations.ended(migrationId);
await app.stop();
