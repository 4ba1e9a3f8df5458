import type pg from "pg";
import { CrosswalkError } from "../../../server/core/errors.js";
import { analyse, connect, copyChunks, sampleClient } from "../database.js";
import { dropMarkedTables } from "../marked-tables.js";
import { type ExpectedOutcomes, expectedOutcomes } from "./expected.js";
import { generateBatches } from "./generate.js";
import type { PlantedCandidate } from "./records.js";
import { createTablesSql, finishTablesSql, type Service, tablesOf } from "./tables.js";

export interface NpqSampleTarget {
  readonly ecfUrl: string;
  readonly npqUrl: string;
  readonly ecfSchema?: string;
  readonly npqSchema?: string;
  readonly scale: number;
  readonly seed: number;
  /** Drop the tables of an earlier sample first. Tables that are no sample are never dropped. */
  readonly replace?: boolean;
  readonly onTable?: (table: { service: Service; schema: string; table: string; rows: number }) => void;
}

export interface LoadedSample extends ExpectedOutcomes {
  readonly candidates: readonly PlantedCandidate[];
}

interface Destination {
  readonly service: Service;
  readonly schema: string;
  readonly client: pg.Client;
  readonly rows: Map<string, number>;
}

/** Makes the two services' tables and fills them: all of a service in one transaction. */
export async function loadNpqSample(target: NpqSampleTarget): Promise<LoadedSample> {
  const { scale, seed, replace = false, ecfSchema = "ecf", npqSchema = "npq" } = target;
  const expected = expectedOutcomes(scale);
  if (target.ecfUrl === target.npqUrl && ecfSchema === npqSchema) {
    throw new CrosswalkError(
      "SAMPLE_SAME_SCHEMA",
      `Expected two schemas, but both services would live in "${ecfSchema}" of one database. Set ECF_SCHEMA or NPQ_SCHEMA.`,
    );
  }
  const ecf = destination("ecf", target.ecfUrl, ecfSchema);
  const npq = destination("npq", target.npqUrl, npqSchema);
  const both = [ecf, npq];
  const candidates: PlantedCandidate[] = [];
  try {
    for (const each of both) {
      await connect(each.client, each.service);
      await each.client.query("begin");
      await makeTables(each, replace);
    }
    for (const batch of generateBatches({ scale, seed }, (candidate) => candidates.push(candidate))) {
      await Promise.all([copyRows(ecf, batch.ecf), copyRows(npq, batch.npq)]);
    }
    await Promise.all(both.map(finish));
    for (const each of both) await each.client.query("commit");
    await Promise.all(both.map(({ service, schema, client }) => analyse(client, schema, tableNames(service))));
  } finally {
    // Closing the connection rolls back whatever was not committed.
    await Promise.all(both.map(({ client }) => client.end()));
  }
  for (const { service, schema, rows } of both) {
    for (const [table, count] of rows) target.onTable?.({ service, schema, table, rows: count });
  }
  return { ...expected, candidates };
}

function destination(service: Service, connectionString: string, schema: string): Destination {
  return { service, schema, client: sampleClient(connectionString), rows: new Map() };
}

function tableNames(service: Service): readonly string[] {
  return tablesOf(service).map(({ name }) => name);
}

async function makeTables({ service, schema, client }: Destination, replace: boolean): Promise<void> {
  await dropMarkedTables(client, schema, tableNames(service), replace);
  await client.query(createTablesSql(service, schema));
}

async function copyRows(to: Destination, batch: Readonly<Record<string, readonly string[]>>): Promise<void> {
  for (const name of tableNames(to.service)) {
    const lines = batch[name] ?? [];
    if (lines.length === 0) continue;
    await copyChunks(to.client, to.schema, name, [lines.join("")]);
    to.rows.set(name, (to.rows.get(name) ?? 0) + lines.length);
  }
}

async function finish({ service, schema, client }: Destination): Promise<void> {
  await client.query(finishTablesSql(service, schema));
}
