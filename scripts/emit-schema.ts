import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lexicographicSortSchema, printSchema } from "graphql";
import { buildApiSchema } from "../schema/build.js";

// Writes schema/schema.graphql, or with --check says whether it is what the types say.
const file = fileURLToPath(new URL("../schema/schema.graphql", import.meta.url));
const printed = `${printSchema(lexicographicSortSchema(buildApiSchema()))}\n`;

if (!process.argv.includes("--check")) writeFileSync(file, printed);
else if (readFileSync(file, "utf8") !== printed) {
  console.error("schema/schema.graphql is not what schema/ says. Run: npm run schema:emit");
  process.exitCode = 1;
}
