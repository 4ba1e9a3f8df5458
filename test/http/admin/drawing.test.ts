import { describe, expect, it } from "vitest";
import {
  type ClusterRecord,
  DESK,
  describe as describeDrawing,
  drawnOf,
  layOut,
  PHONE,
} from "../../../server/http/admin/findings/drawing-layout.js";
import { agree } from "../../../server/http/admin/findings/record.js";

const TITLES = { left: "ECF", right: "NPQ" };

function record(side: "LEFT" | "RIGHT", id: string, ...held: readonly string[]): ClusterRecord {
  return {
    ...{ id, side, source: side === "LEFT" ? "ECF" : "NPQ", class: "User", fields: [] },
    why: held.map((value) => ({ key: "trn", value, withCount: 1 })),
  };
}

describe("the drawing of a cluster", () => {
  it("ties each record to each value that it shares", () => {
    const { boxes, ties } = layOut(
      [record("LEFT", "a", "1"), record("RIGHT", "b", "1", "2"), record("RIGHT", "c", "2")],
      TITLES,
      DESK,
    );
    expect(boxes.filter(({ side }) => side === null).map(({ lines }) => lines[1])).toEqual(["1", "2"]);
    expect(ties.map(({ from, to }) => `${from.lines[1]}-${to.lines[1]}`).sort()).toEqual(["a-1", "b-1", "b-2", "c-2"]);
    expect(describeDrawing([record("LEFT", "a", "1"), record("RIGHT", "b", "1")])).toEqual(["trn 1: ECF a, NPQ b"]);
  });

  it("has no column for a side that has no records, and stays within its edges", () => {
    for (const room of [DESK, PHONE]) {
      const { titles, boxes, width, height } = layOut(
        [record("RIGHT", "b", "1"), record("RIGHT", "c", "1")],
        TITLES,
        room,
      );
      expect(titles.map(({ text }) => text)).toEqual(["same values", "NPQ"]);
      for (const { x, y, width: wide } of boxes) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + wide).toBeLessThanOrEqual(width);
        expect(y).toBeLessThan(height);
      }
    }
  });

  it("of a long chain draws records that hang together, and no value that leads to none of them", () => {
    const chain = Array.from({ length: 40 }, (_, i) =>
      record(i % 2 === 0 ? "LEFT" : "RIGHT", String(i), `v${i}`, `v${i + 1}`),
    ).sort((a, b) => a.side.localeCompare(b.side));
    const drawn = drawnOf(chain);
    expect(drawn.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, i) => i));
    const { boxes, ties } = layOut(drawn, TITLES, DESK);
    const values = boxes.filter(({ side }) => side === null);
    expect(values).toHaveLength(15);
    for (const value of values) expect(ties.filter(({ to }) => to === value)).toHaveLength(2);
  });
});

describe("records agree", () => {
  it.each([
    [["Emma Fisher"], ["EMMA FISHER "], [], true],
    [["Emma Fisher"], ["Emma Fishman"], [], false],
    [["Emma Fisher"], ["Emma Fishman"], ["emma"], true],
    [["Emmanuel Fisher"], ["Emma Fishman"], ["emma"], false],
    [[""], [""], [""], false],
    [[], ["x"], ["x"], false],
    [["a", "b"], ["b", "c"], [], true],
  ])("%j and %j with %j: %s", (a, b, agreed, expected) => {
    expect(agree(a, b, agreed)).toBe(expected);
  });
});
