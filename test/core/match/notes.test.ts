import fc from "fast-check";
import { expect, test } from "vitest";
import { Notes, NoteTaker } from "../../../server/core/match/notes.js";
import { indexValues } from "../../../server/core/match/value-index.js";
import { normalisation } from "../../../server/core/normalise/normalise.js";
import type { Model } from "../../../server/core/pipeline.js";
import { type Cell, type Row, type Side, VALUE_SEPARATOR } from "../../../server/core/record.js";
import { runThrough } from "../../../server/core/sliced.js";
import { lineOf } from "../../helpers/lines.js";

const model: Model = {
  name: "people",
  title: "People",
  left: { class: "Person", table: "people", select: () => "" },
  right: { class: "Person", table: "people", select: () => "" },
  columns: [
    { name: "trn", title: "" },
    { name: "ids", title: "", many: true },
    { name: "status", title: "" },
  ],
  matchKeys: [
    { column: "trn", normalisation: normalisation({ placeholders: ["0000000"] }) },
    { column: "ids", normalisation: normalisation() },
  ],
  exclusion: { reason: "nothing", side: "LEFT", applies: (person) => person.one("status") === "none" },
  candidateRules: [{ name: "rule", description: "", role: "finds", agreesOn: [{ name: "trn", column: "trn" }] }],
  update: { entity: "people", table: "people", field: "status", touches: "updated_at", refuse: () => null },
};

const UUID = "7b42051b-268d-4127-a481-ed88892f7ed5";
const row: fc.Arbitrary<Row> = fc
  .tuple(
    fc.string({ minLength: 1, maxLength: 3 }),
    fc.constantFrom(null, "", " ", "0000000", "1234567", "one that is longer than fifteen", "é\\x"),
    fc.subarray([UUID, UUID.toUpperCase(), "a", "b", "b", "another that is longer than fifteen"]),
    fc.constantFrom(null, "none", "accepted", "a\tb"),
  )
  .map(([id, trn, ids, status]) => [id.replaceAll("\0", ""), trn, ids.join(VALUE_SEPARATOR), status]);

/** What notes say, in words. */
function said(notes: Notes) {
  const { values, pairValues, pairRecords } = runThrough(indexValues(notes.keys.values, notes.keys.records));
  const unusable: string[] = [];
  notes.keys.unusable.each((record, key) => unusable.push(`${record} ${key}`));
  const { highs, lows, records } = notes.traits;
  return {
    ids: Array.from(notes.ids.highs.view(), (high, i) => `${high} ${notes.ids.lows.at(i)}`),
    held: Array.from(pairRecords, (record, i) => {
      const value = pairValues[i] as number;
      return `${record} ${values.key(value)} ${values.text(value)}`;
    }),
    unusable,
    traits: Array.from(records.view(), (record, i) => `${record} ${highs.at(i)} ${lows.at(i)}`),
    excludable: Array.from(notes.excludable.view()),
    fields: Array.from({ length: notes.fields.length }, (_, i) => notes.fields.at(i)),
    rightIds: Array.from({ length: notes.rightIds.length }, (_, i) => notes.rightIds.at(i)),
  };
}

/** Notes the rows of a side, forgetting after each few what was kept of them in pieces. */
function piecesOf(side: Side, rows: readonly Row[], together: number, size: number) {
  const kept: { list: number; bytes: Buffer }[] = [];
  const line = lineOf(["", null, null, null]);
  const taker = new NoteTaker(model, side, line);
  const keep = () => {
    for (const { list, bytes } of taker.notes.inPieces(size)) kept.push({ list, bytes: Buffer.from(bytes) });
    taker.notes.clear();
  };
  for (const [i, row] of rows.entries()) {
    line.goTo(lineOf(row).bytes, 0);
    taker.take(side === "LEFT" ? i + 1 : -i - 1);
    if ((i + 1) % together === 0) keep();
  }
  keep();
  return kept;
}

test("notes that are kept in pieces and put together say what the records do", () => {
  const rows = fc.array(row, { maxLength: 12 });
  fc.assert(
    fc.property(
      rows,
      rows,
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 8 }),
      (left, right, some, words) => {
        const pieces = [...piecesOf("LEFT", left, some, words * 4), ...piecesOf("RIGHT", right, some, words * 4)];
        const [reserved, grown] = [new Notes(model), new Notes(model)];
        const sizes = new Map<number, number>();
        for (const { list, bytes } of pieces) sizes.set(list, (sizes.get(list) ?? 0) + bytes.length);
        reserved.reserve([...sizes].map(([list, size]) => ({ list, size })));
        for (const piece of pieces) {
          reserved.append(piece);
          grown.append(piece);
        }
        const found = said(reserved);
        expect(said(grown)).toEqual(found);
        const all = [...left, ...right];
        const numbers = all.map((_, i) => (i < left.length ? i + 1 : left.length - i - 1));
        expect(found.ids).toHaveLength(all.length);
        expect(found.fields).toEqual(all.map((row) => row[3]));
        expect(found.rightIds).toEqual(right.map((row) => row[0]));
        expect(found.excludable).toEqual(left.flatMap((row, i) => (row[3] === "none" ? [i + 1] : [])));
        const isUsable = (trn: Cell | undefined) => (trn ?? "").trim() !== "" && trn !== "0000000";
        const trns = all.map((row) => row[1] as Cell);
        expect(found.held.filter((held) => held.split(" ")[1] === "0")).toEqual(
          numbers.flatMap((number, i) => (isUsable(trns[i]) ? [`${number} 0 ${trns[i]}`] : [])),
        );
        expect(found.unusable.filter((pair) => pair.endsWith(" 0"))).toEqual(
          numbers.flatMap((number, i) => (typeof trns[i] === "string" && !isUsable(trns[i]) ? [`${number} 0`] : [])),
        );
        expect(found.traits).toHaveLength(trns.filter((trn) => trn !== null && trn.trim() !== "").length);
      },
    ),
    { numRuns: 500 },
  );
});
