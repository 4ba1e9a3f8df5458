import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { ApiContext } from "../context.js";
import { declarationOf } from "../pipeline/declaration.js";
import { KeyValues, RecordField, RecordTie, SourceRecord } from "./record.type.js";
import { referenceTo } from "./source-record.js";

/** Ties shown with a record name at most so many others: a key value may be held by hundreds. */
const SHOWN_OTHERS = 20;

@Resolver(() => SourceRecord)
export class RecordResolver {
  @FieldResolver(() => String, { description: "The title of the service that it is from." })
  source(@Root() record: SourceRecord, @Ctx() context: ApiContext): string {
    const { pipeline } = declarationOf(context, record.result);
    return (record.side === "LEFT" ? pipeline?.left.title : pipeline?.right.title) ?? record.side;
  }

  @FieldResolver(() => String, { description: "Its model and service, as reports name them." })
  class(@Root() record: SourceRecord, @Ctx() context: ApiContext): string {
    const { model } = declarationOf(context, record.result);
    return (record.side === "LEFT" ? model?.left.class : model?.right.class) ?? record.result.model;
  }

  @FieldResolver(() => [RecordField], { description: "What it holds of each of its model's columns." })
  fields(@Root() { result, stored }: SourceRecord, @Ctx() context: ApiContext): RecordField[] {
    const { model } = declarationOf(context, result);
    return result.columns.map((name, i) => {
      const column = model?.columns.find((declared) => declared.name === name);
      const held = stored.values[i] ?? [];
      const values = column?.distinct ? [...new Set(held)] : held;
      return {
        name,
        title: column?.title ?? name,
        value: values.length === 0 ? null : values.join(", "),
        values,
        // a column that is no longer declared may well have been about a person
        personal: column ? column.personal === true : true,
      };
    });
  }

  @FieldResolver(() => [KeyValues], { description: "What it holds of each match key." })
  keys(@Root() { result, stored }: SourceRecord): KeyValues[] {
    return result.matchKeys.map(({ column }) => ({
      key: column,
      values: stored.values[result.columns.indexOf(column)] ?? [],
    }));
  }

  @FieldResolver(() => [RecordTie], {
    description:
      "Which key values tie it to the other records shown. Of a large cluster the first 100 records and those of the " +
      "page are looked at. Empty for orphans and candidates.",
  })
  async why(@Root() { result, stored, cluster }: SourceRecord, @Ctx() { loaders }: ApiContext): Promise<RecordTie[]> {
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
          value,
          with: read.filter((other) => other !== null).map(referenceTo),
          withCount: others.length,
        };
      }),
    );
  }
}
