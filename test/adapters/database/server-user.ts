/** A process of its own that starts the embedded server and holds it until its input ends; started by tests. */
import { text } from "node:stream/consumers";
import { startEmbeddedPostgres } from "../../../server/adapters/database/embedded/start.js";

const server = await startEmbeddedPostgres(JSON.parse(process.argv[2]!));
process.stdout.write(`${JSON.stringify(server)}\n`);
await text(process.stdin);
await server.stop();
