import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Agreement } from "../../server/core/match/agreement.js";
import { isPersonalTrait } from "../../server/core/personal.js";
import type { ApiContext } from "../context.js";
import { declarationOf } from "../pipeline/declaration.js";
import { SourceRecord } from "../record/record.type.js";
import { loadRecord } from "../record/source-record.js";
import { type AgreedValue, Candidate, CandidateAgreement } from "./orphan.type.js";

@Resolver(() => Candidate)
export class CandidateResolver {
  @FieldResolver(() => SourceRecord, { description: "The record of the other side." })
  record(@Root() { result, stored }: Candidate, @Ctx() context: ApiContext): Promise<SourceRecord> {
    return loadRecord(context, result, stored.record);
  }

  @FieldResolver(() => [CandidateAgreement], {
    description: "The rules that it satisfies, with the values that agree.",
  })
  agreements(@Root() { result, stored, finding }: Candidate, @Ctx() context: ApiContext): CandidateAgreement[] {
    const { model } = declarationOf(context, result);
    const place = {
      migrationId: result.migrationId,
      kind: "candidates",
      id: `${result.id} ${finding} ${stored.rank}`,
    } as const;
    return stored.agreements.map((agreement) => {
      const rule = model?.candidateRules.find((declared) => declared.name === agreement.rule);
      const isPersonal = (name: string) => isPersonalTrait(model, agreement.rule, name);
      return {
        rule: agreement.rule,
        description: rule?.description ?? null,
        values: agreedValues(
          agreement,
          rule?.agreesOn.map((trait) => trait.name),
        ).map(({ name, value }) => ({ name, value: context.personal.show(value, isPersonal(name), place) })),
      };
    });
  }
}

/** The parts of all values that agree, in the rule's order: a first name that goes with two schools is shown once. */
function agreedValues({ values }: Agreement, names: readonly string[] | undefined): AgreedValue[] {
  const parts = values.flatMap((value) =>
    (names ?? Object.keys(value)).map((name) => ({ name, value: value[name] ?? "" })),
  );
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}
