import type { Effect } from "../../../core/record.js";
import type { Detection } from "../../../core/upsert/detect.js";
import type { KeyWrite, UpsertBatch } from "../../../core/upsert/target.js";
import { ENTITIES, type EntityName } from "./entity-fields.js";

/** The entities that every key has: of a row that is skipped, these are unchanged. */
const ALWAYS_THERE: readonly EntityName[] = ["persons", "students"];

/** What a transaction did, added up over its batches, for the counts of its migration. */
export class Tally {
  rows = 0;
  created = 0;
  updated = 0;
  unchanged = 0;
  duplicates = 0;
  rejected = 0;
  readonly detections: Partial<Record<Detection, number>> = {};
  readonly unknownCodes = new Map<string, number>();
  private readonly effects = new Map<string, number>();

  add(batch: UpsertBatch, writes: readonly KeyWrite[]): void {
    this.rows += batch.rows;
    this.duplicates += batch.duplicates;
    this.rejected += batch.rejections.length;
    this.unchanged += batch.skipped;
    for (const entity of ALWAYS_THERE) this.addEffect(entity, "UNCHANGED", batch.skipped);
    for (const write of writes) {
      this.detections[write.detection] = (this.detections[write.detection] ?? 0) + 1;
      if (write.current === null) this.created++;
      else if (write.effects.every(({ effect }) => effect === "UNCHANGED")) this.unchanged++;
      else this.updated++;
      for (const { entity, effect } of write.effects) this.addEffect(entity, effect, 1);
    }
    for (const [code, rows] of batch.unknownCodes)
      this.unknownCodes.set(code, (this.unknownCodes.get(code) ?? 0) + rows);
  }

  /** how many records of each entity, in the order of ENTITIES, had this effect */
  ofEffect(effect: Effect): readonly number[] {
    return ENTITIES.map((entity) => this.effects.get(`${entity} ${effect}`) ?? 0);
  }

  private addEffect(entity: string, effect: Effect, records: number): void {
    const name = `${entity} ${effect}`;
    this.effects.set(name, (this.effects.get(name) ?? 0) + records);
  }
}
