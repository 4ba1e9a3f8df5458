import type pg from "pg";
import { qualified } from "../marked-tables.js";
import { LEGACY_TABLE } from "../students/legacy-students.js";

/** Shares of the students that a night touches; on one night the legacy system rewrites a great part of them. */
const EDITED = 0.03;
const REWRITTEN = 0.05;
const BOTH = 0.04;
const BROKEN = 0.012;
const NEW = 0.008;
const GREAT_REWRITE = 0.75;

/** What happens to the legacy students each night: edits that the IPK shows, or does not, newcomers, and rows that break. */
export interface StudentNights {
  turn(night: number): Promise<void>;
}

export function beginStudentNights(client: pg.ClientBase, schema: string, nights: number): StudentNights {
  const table = qualified(schema, LEGACY_TABLE);
  /** rows by chance, the same ones each time, of those whose number in the night's order lies in a share */
  const among = (night: number, from: number, share: number): string =>
    `('x' || substr(md5(id || 'night ${night}'), 1, 7))::bit(28)::int % 10000 / 10000.0 between ${from} and ${from + share}`;
  const greatNight = Math.floor(nights * 0.6);

  return {
    async turn(night) {
      if (night === 0) return;
      const rewritten = night === greatNight ? GREAT_REWRITE : REWRITTEN;
      await client.query(
        `update ${table} set contact_person_phone = '012 ' || (100000 + ${night} * 7) where ${among(night, 0, EDITED)}`,
      );
      await client.query(`update ${table} set ipk = ipk || '.${night}' where ${among(night, EDITED, rewritten)}`);
      await client.query(
        `update ${table} set ipk = ipk || '.${night}', email = 'night${night}.' || id || '@example.com'
          where ${among(night, EDITED + rewritten, BOTH)}`,
      );
      // What broke the night before is mended, and other rows break.
      await client.query(
        `update ${table} set name = csv_row_number where name is null and csv_row_number !~ '^[0-9]*$'`,
      );
      await client.query(
        `update ${table} set csv_row_number = name, name = null where name is not null and ${among(night, 0.9, BROKEN)}`,
      );
      await client.query(
        `insert into ${table} (id, name, birth_date, gender, nationality, email, ipk, modified_date)
         select (90000 + ${night} * 100 + row_number() over (order by id))::text, name, birth_date, gender, nationality,
                'new' || ${night} || '.' || id || '@example.com', 'new.' || ${night} || '.' || id, modified_date
           from ${table} where name is not null and ${among(night, 0.5, NEW)} and id ~ '^[0-9]+$' limit 99`,
      );
    },
  };
}
