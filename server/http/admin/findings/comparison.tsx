import type { ShownRecordFragment } from "../generated/graphql.js";
import { Scrolling } from "../parts/scrolling.js";
import { agree, nameOf } from "./record.js";

export interface Compared {
  readonly record: ShownRecordFragment;
  readonly title: string;
  /** values on which it was found to agree with the first */
  readonly agreedValues: readonly string[];
}

interface ComparisonProps {
  readonly label: string;
  readonly first: Omit<Compared, "agreedValues">;
  readonly others: readonly Compared[];
}

/** Records side by side, field by field; what agrees with the first is marked. */
export function Comparison({ label, first, others }: ComparisonProps) {
  return (
    <Scrolling label={label}>
      <table class="govuk-table cw-table cw-comparison">
        <caption class="govuk-visually-hidden">{label}</caption>
        <thead class="govuk-table__head">
          <tr>
            <td class="govuk-table__header" />
            <RecordHead title={first.title} record={first.record} />
            {others.map(({ record, title }) => (
              <RecordHead key={record.id} title={title} record={record} />
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {first.record.fields.map((field) => (
            <FieldLine key={field.name} field={field} others={others} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

interface FieldLineProps {
  readonly field: ShownRecordFragment["fields"][number];
  readonly others: readonly Compared[];
}

function FieldLine({ field, others }: FieldLineProps) {
  const compared = others.map(({ record, agreedValues }) => {
    const values = record.fields.find(({ name }) => name === field.name)?.values ?? [];
    return { id: record.id, values, isAgreed: agree(field.values, values, agreedValues) };
  });
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        {field.title}
      </th>
      <Values values={field.values} isAgreed={compared.some(({ isAgreed }) => isAgreed)} />
      {compared.map(({ id, values, isAgreed }) => (
        <Values key={id} values={values} isAgreed={isAgreed} />
      ))}
    </tr>
  );
}

function RecordHead({ title, record }: { readonly title: string; readonly record: ShownRecordFragment }) {
  return (
    <th scope="col" class="govuk-table__header">
      <span class="cw-comparison__title">{title}</span>
      <span class="cw-comparison__name">{nameOf(record) ?? record.source}</span>
      <code class="cw-code">{record.id}</code>
    </th>
  );
}

function Values({ values, isAgreed }: { readonly values: readonly string[]; readonly isAgreed: boolean }) {
  const text = values.length === 0 ? <span class="cw-none">none</span> : values.join(", ");
  return (
    <td class="govuk-table__cell">
      {isAgreed ? (
        <mark class="cw-agreed">
          <span class="govuk-visually-hidden">agrees: </span>
          {text}
        </mark>
      ) : (
        text
      )}
    </td>
  );
}
