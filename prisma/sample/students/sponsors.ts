import { readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_ROOT } from "../../../server/root.js";
import { connect, sampleClient } from "../database.js";

/** In the form that `npm run sponsors -- import` takes. */
export const SPONSORS_FILE = "prisma/sample/students/sponsors.csv";

export interface Sponsor {
  readonly code: string;
  readonly name: string;
}

export const SPONSORS: readonly Sponsor[] = readFileSync(path.join(PROJECT_ROOT, SPONSORS_FILE), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [code, name] = line.split(",");
    return { code: code as string, name: name as string };
  });

/** Codes that legacy rows name and no sponsor has. */
export const UNKNOWN_CODES = ["OLDFUND", "TBA", "X99"] as const;
export type UnknownCode = (typeof UNKNOWN_CODES)[number];

/** Puts the sample's sponsors into our own table, again and again if need be; false where the table is not there. */
export async function importSampleSponsors(url: string): Promise<boolean> {
  const client = sampleClient(url);
  try {
    await connect(client, "Crosswalk");
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('sis.sponsors') is not null as there`);
    if (!rows[0]?.there) return false;
    await client.query(
      `insert into sis.sponsors (code, name) select * from unnest($1::text[], $2::text[])
         on conflict (code) do update set name = excluded.name, updated_at = now()
         where sponsors.name <> excluded.name`,
      [SPONSORS.map(({ code }) => code), SPONSORS.map(({ name }) => name)],
    );
    return true;
  } finally {
    await client.end();
  }
}
