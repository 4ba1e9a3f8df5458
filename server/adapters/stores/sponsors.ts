import type pg from "pg";
import { COMMAND_LINE } from "../../core/access/audit.js";
import { readSponsor, readSponsors, type Sponsor, type SponsorStore } from "../../core/sponsors.js";
import { inTransaction } from "../database/transaction.js";
import { appendAudit } from "./access/audit.js";
import { pageOfRows } from "./keyset.js";
import { textParameter } from "./query.js";

/** An entry of the audit log names at most so many. */
const MOST_NAMED = 20;

/** Holds the text that is looked for, where there is one. */
const FOUND = "($1::text is null or position(lower($1) in lower(code)) > 0 or position(lower($1) in lower(name)) > 0)";

/** The sponsors in our own database. */
export function createSponsorStore(pool: pg.Pool): SponsorStore {
  return {
    async list({ first, after, search = null }) {
      const found = textParameter(search);
      const { rows } = await pool.query<Sponsor>(
        `select code, name from sis.sponsors where ${FOUND} and ($2::text is null or code > $2) order by code limit $3`,
        [found, textParameter(after), first + 1],
      );
      return pageOfRows(
        rows,
        first,
        after !== null,
        (sponsor) => sponsor.code,
        (sponsor): Sponsor => sponsor,
        async () => {
          const counted = await pool.query<{ count: number }>(`select count(*)::int from sis.sponsors where ${FOUND}`, [
            found,
          ]);
          return counted.rows[0]?.count ?? 0;
        },
      );
    },

    async save(given, by = COMMAND_LINE) {
      const sponsor = readSponsor(given);
      const { created, updated } = await inTransaction(pool, (client) => saveAll(client, [sponsor], by));
      return { sponsor, effect: created > 0 ? "CREATED" : updated > 0 ? "UPDATED" : "UNCHANGED" };
    },

    async importAll(given) {
      const sponsors = readSponsors(given);
      return inTransaction(pool, (client) => saveAll(client, sponsors, COMMAND_LINE));
    },
  };
}

/** Writes sponsors of different codes; one that is as it was is not touched. */
async function saveAll(client: pg.ClientBase, sponsors: readonly Sponsor[], by: string) {
  const { rows } = await client.query<{ created: boolean }>(
    `insert into sis.sponsors as kept (code, name) select * from unnest($1::text[], $2::text[])
     on conflict (code) do update set name = excluded.name, updated_at = now() where kept.name <> excluded.name
     returning xmax = 0 as created`,
    [sponsors.map((sponsor) => sponsor.code), sponsors.map((sponsor) => sponsor.name)],
  );
  if (rows.length > 0) {
    const details = { codes: sponsors.map(({ code }) => code).slice(0, MOST_NAMED), saved: rows.length };
    await appendAudit(client, { actor: by, action: "SPONSOR_SAVED", details });
  }
  const created = rows.filter((row) => row.created).length;
  return { created, updated: rows.length - created, unchanged: sponsors.length - rows.length };
}
