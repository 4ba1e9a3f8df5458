import { CrosswalkError } from "../errors.js";
import type { TermPostings } from "../search/postings.js";
import type { FieldColumn } from "./field-values.js";
import type { ValuePairs } from "./held-values.js";
import type { Texts } from "./interner.js";

/**
 * What matching needs of some records of one side of a model: packed by whoever read them, for whoever matches, maybe
 * on another machine. A side is a row of extracts, so that reading needs no more memory for many records than for some.
 */
export interface Extract {
  /** how many records these are */
  readonly records: number;
  /** values of match keys, by the key's position */
  readonly keyValues: ValuePairs;
  /** values of the rules that find candidates, by the rule's position */
  readonly ruleValues: ValuePairs;
  /** numbers of the records that the model's exclusion applies to, should they stay unmatched */
  readonly excludable: Int32Array;
  /** the field that the model updates; empty where it updates none */
  readonly field: FieldColumn;
  readonly terms: TermPostings;
}

/** First word of a packed extract. Read with another byte order, or written in another layout, it is another number. */
const LAYOUT = 0x43580001;

/** The records, and the bytes of each section: their lengths, then they themselves. */
const SECTIONS = 15;
const HEADER_BYTES = 4 * (2 + SECTIONS);

/** An extract as bytes. */
export function packExtract(extract: Extract): Buffer {
  const sections = sectionsOf(extract).map(bytesOf);
  const header = Uint32Array.of(LAYOUT, extract.records, ...sections.map((section) => section.length));
  return Buffer.concat([bytesOf(header), ...sections]);
}

/** The extract that was packed. */
export function unpackExtract(packed: Uint8Array): Extract {
  if (packed.length < HEADER_BYTES) throw unreadable("its beginning is not whole");
  const [layout, records, ...lengths] = intsOf(packed.subarray(0, HEADER_BYTES));
  if (layout !== LAYOUT) throw unreadable("another version of Crosswalk, or another kind of machine, wrote it");
  const ends = [HEADER_BYTES];
  for (const length of lengths) ends.push((ends.at(-1) as number) + length);
  if (ends.at(-1) !== packed.length) throw unreadable("it is not as long as it says");
  const bytes = (section: number): Uint8Array => packed.subarray(ends[section], ends[section + 1]);
  const ints = (section: number): Int32Array => intsOf(bytes(section));
  const texts = (section: number): Texts => ({ bytes: bytes(section), starts: ints(section + 1) });
  const pairs = (section: number): ValuePairs => ({
    texts: texts(section),
    values: ints(section + 2),
    records: ints(section + 3),
  });
  return {
    records: records as number,
    keyValues: pairs(0),
    ruleValues: pairs(4),
    excludable: ints(8),
    field: { texts: texts(9), values: ints(11) },
    terms: { highs: ints(12), lows: ints(13), records: ints(14) },
  };
}

function sectionsOf({ keyValues, ruleValues, excludable, field, terms }: Extract) {
  const pairs = ({ texts, values, records }: ValuePairs) => [texts.bytes, texts.starts, values, records];
  return [
    ...pairs(keyValues),
    ...pairs(ruleValues),
    excludable,
    ...[field.texts.bytes, field.texts.starts, field.values],
    ...[terms.highs, terms.lows, terms.records],
  ];
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Copied, since the bytes may begin where no integer may. */
function intsOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(new Uint8Array(bytes).buffer);
}

/** Not to be mended by trying again. */
export function unreadable(reason: string): CrosswalkError {
  return new CrosswalkError(
    "EXTRACT_UNREADABLE",
    `What a worker kept of the records for matching can't be read: ${reason}. Run the same version of Crosswalk ` +
      "everywhere, on machines of one kind, and start the migration again.",
  );
}
