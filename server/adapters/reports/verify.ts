import { CrosswalkError } from "../../core/errors.js";
import { type Measurement, Meter } from "./measure.js";

/**
 * Lets a report through that is what was measured, and breaks off before its last chunk if it is not: who was promised
 * a length must not get a file of that length with something else in it. `onDifference` may keep the new measure.
 */
export async function* verified(
  chunks: AsyncIterable<Buffer>,
  expected: Measurement,
  onDifference: (found: Measurement) => Promise<void>,
): AsyncGenerator<Buffer, void, undefined> {
  const meter = new Meter();
  let held: Buffer | null = null;
  for await (const chunk of chunks) {
    meter.add(chunk);
    if (held !== null && meter.bytes <= expected.bytes) yield held;
    held = chunk;
  }
  const found = meter.result();
  if (found.bytes !== expected.bytes || found.sha256 !== expected.sha256) {
    await onDifference(found);
    throw new CrosswalkError(
      "REPORT_CHANGED",
      "The report is not what it was when it was measured: a change was settled since, or Crosswalk writes it in " +
        "another way now. It was measured anew; download it again.",
    );
  }
  if (held !== null) yield held;
}

/** Lets a report through that was not measured yet, and gives its measure if all of it was taken. */
export async function* metered(
  chunks: AsyncIterable<Buffer>,
  keep: (found: Measurement) => Promise<void>,
): AsyncGenerator<Buffer, void, undefined> {
  const meter = new Meter();
  for await (const chunk of chunks) {
    meter.add(chunk);
    yield chunk;
  }
  await keep(meter.result());
}
