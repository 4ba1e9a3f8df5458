import type pg from "pg";

/** Keeps what matching needs of some of the records that a part has read. */
export async function insertExtract(
  client: pg.ClientBase,
  { partId, model, chunk }: { readonly partId: number; readonly model: string; readonly chunk: number },
  bytes: Buffer,
): Promise<void> {
  await client.query("insert into extracts (part_id, model, chunk, bytes) values ($1, $2, $3, $4)", [
    partId,
    model,
    chunk,
    bytes,
  ]);
}

/** What was kept, in order, one extract in memory at a time. */
export async function* selectExtracts(client: pg.ClientBase, partId: number, model: string): AsyncGenerator<Buffer> {
  for (let chunk = 0; ; chunk++) {
    const { rows } = await client.query<{ bytes: Buffer }>(
      "select bytes from extracts where part_id = $1 and model = $2 and chunk = $3",
      [partId, model, chunk],
    );
    const [row] = rows;
    if (!row) return;
    yield row.bytes;
  }
}

export async function deleteExtracts(client: pg.ClientBase, partIds: readonly number[]): Promise<void> {
  await client.query("delete from extracts where part_id = any ($1::int[])", [partIds]);
}
