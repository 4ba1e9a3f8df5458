import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { isPersonalColumn } from "../../server/core/personal.js";
import type { ApiContext } from "../context.js";
import { declarationOf } from "../pipeline/declaration.js";
import { KeyValues, RecordField, RecordTie, SourceRecord } from "./record.type.js";
import { shownModelOf } from "./shown-model.js";
import { referenceTo } from "./source-record.js";

/** Ties shown with a record name at most so many others: a key value may be held by hundreds. */
const SHOWN_OTHERS = 20;

@Resolver(() => SourceRecord)
export class RecordResolver {
  @FieldResolver(() => String, { description: "The title of the service that it is from." })
  source(@Root() { result, side }: SourceRecord, @Ctx() context: ApiContext): string {
    return shownModelOf(context, result).sides[side].source;
  }

  @FieldResolver(() => String, { description: "Its model and service, as reports name them." })
  class(@Root() { result, side }: SourceRecord, @Ctx() context: ApiContext): string {
    return shownModelOf(context, result).sides[side].class;
  }

  @FieldResolver(() => [RecordField], { description: "What it holds of each of its model's columns." })
  fields(@Root() record: SourceRecord, @Ctx() context: ApiContext): RecordField[] {
    return shownModelOf(context, record.result).columns.map(({ name, title, place, isPersonal, isDistinct }) => {
      const held = seen(context, record, record.stored.values[place] ?? [], isPersonal);
      const values = isDistinct ? [...new Set(held)] : held;
      return {
        name,
        title,
        value: values.length === 0 ? null : values.join(", "),
        values,
        personal: isPersonal,
      };
    });
  }

  @FieldResolver(() => [KeyValues], { description: "What it holds of each match key." })
  keys(@Root() record: SourceRecord, @Ctx() context: ApiContext): KeyValues[] {
    return shownModelOf(context, record.result).keys.map(({ name, place, isPersonal }) => ({
      key: name,
      values: seen(context, record, record.stored.values[place] ?? [], isPersonal),
    }));
  }

  @FieldResolver(() => [RecordTie], {
    description:
      "Which key values tie it to the other records shown. Of a large cluster the first 100 records and those of the " +
      "page are looked at. Empty for orphans and candidates.",
  })
  async why(@Root() record: SourceRecord, @Ctx() context: ApiContext): Promise<RecordTie[]> {
    const { result, stored, cluster } = record;
    const { loaders } = context;
    const { model } = declarationOf(context, result);
    const members = await cluster();
    if (members.length < 2) return [];
    const ties = (await loaders.ties.load({ result, members })).filter((tie) => tie.records.includes(stored.number));
    return Promise.all(
      ties.map(async ({ key, value, records }) => {
        const others = records.filter((number) => number !== stored.number);
        const shown = others.slice(0, SHOWN_OTHERS).map((number) => ({ resultId: result.id, number }));
        const read = await Promise.all(shown.map((recordKey) => loaders.record.load(recordKey)));
        return {
          key,
          value: seen(context, record, [value], isPersonalColumn(model, key))[0] ?? "",
          with: read.filter((other) => other !== null).map(referenceTo),
          withCount: others.length,
        };
      }),
    );
  }
}

/** What a record holds, as the person who asks sees it. */
function seen(
  { personal }: ApiContext,
  { result, stored }: SourceRecord,
  values: readonly string[],
  isPersonal: boolean,
): readonly string[] {
  if (!isPersonal || values.length === 0) return values;
  const place = { migrationId: result.migrationId, kind: "records", id: `${result.id} ${stored.number}` } as const;
  return values.map((value) => personal.show(value, true, place));
}
