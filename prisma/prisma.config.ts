import { defineConfig } from "prisma/config";

// Prisma's CLI downloads its schema engine before any command, which offline machines can't. These commands never run
// it, so any file that exists will do. `prisma migrate` still gets the real one; `npm run db:migrate` needs none.
const withoutEngine = ["generate", "validate", "format", "version"];
if (process.argv.some((word) => withoutEngine.includes(word))) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
}

export default defineConfig({
  schema: "schema.prisma",
  migrations: { path: "migrations" },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
