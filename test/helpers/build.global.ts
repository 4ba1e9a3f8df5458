import { execFileSync } from "node:child_process";
import path from "node:path";
import { PROJECT_ROOT } from "../../server/root.js";

/** Builds what tests start, where the source has changed since; `npm test` has done so already. */
export default function setUp(): void {
  execFileSync(process.execPath, [path.join(PROJECT_ROOT, "scripts/build.mjs")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
