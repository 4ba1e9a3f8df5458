import type { ExpectedOutcomes } from "../../../prisma/sample/npq/expected.js";
import { loadNpqSample } from "../../../prisma/sample/npq/load.js";
import type { Bench } from "../case.js";
import { prepareSchema, settle } from "../place/prepare.js";
import type { BenchDatabase } from "../place/server.js";

/** Where the sample puts the two services. */
export const ECF = "ecf";
export const NPQ = "npq";

/** A database with Crosswalk's empty tables and the two services at this scale, to be copied for each measurement. */
export interface NpqTemplate {
  readonly database: BenchDatabase;
  readonly scale: number;
  readonly expected: ExpectedOutcomes;
}

export async function makeNpqTemplate(bench: Bench, scale: number): Promise<NpqTemplate> {
  bench.say(`makes the two services at scale ${scale}`);
  const database = await bench.server.createDatabase();
  await prepareSchema(database.url, bench.folder);
  const expected = await loadNpqSample({ ecfUrl: database.url, npqUrl: database.url, scale, seed: bench.seed });
  await settle(database.url);
  return { database, scale, expected };
}
