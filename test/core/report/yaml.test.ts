import fc from "fast-check";
import { dump, load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { YAML_STYLE, type YamlValue, yamlItem } from "../../../server/core/report/yaml.js";
import { HOSTILE } from "../../adapters/reports/scene.js";

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("a", " ", "\n", ":", "-", "#", "'", '"', "\\", "0", "1", "e", ".", "\t") }),
  fc.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  fc.stringMatching(/^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/),
  fc.stringMatching(/^ {0,2}[0-9]{1,9} {0,2}$/),
  fc.constantFrom(...HOSTILE, "NpqRegistration::User", "", "true", "y", "0x1f", "1_000", "12:30:45", "<<", "="),
);
const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.boolean(),
    fc.nat(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie("value"), { maxKeys: 4 }),
  ),
}));

describe("yamlItem", () => {
  it("writes what js-yaml writes, and js-yaml reads it back", () => {
    const entry = fc.oneof(text, fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), value, { minKeys: 1, maxKeys: 5 }));
    fc.assert(
      fc.property(entry, (item) => {
        const written = yamlItem(item);
        // With an item behind it, since js-yaml ends a document with "..." after some last items.
        expect(`${written}- 0\n`).toBe(dump([item, 0], YAML_STYLE));
        expect(load(written)).toEqual([load(dump(item, YAML_STYLE))]);
      }),
      { numRuns: 5_000 },
    );
  });

  it("keeps every string a string, and the same one", () => {
    const entry = { orphan: Object.fromEntries(HOSTILE.map((text, i) => [`key_${i}`, text])), list: HOSTILE };
    expect(load(yamlItem(entry))).toEqual([entry]);
  });

  it("moves to the right as a whole", () => {
    const entry = { id: "two\n\nlines\n", list: ["a\n b", "null"] };
    expect(load(`- records:\n${yamlItem(entry, 4)}`)).toEqual([{ records: [entry] }]);
  });
});
