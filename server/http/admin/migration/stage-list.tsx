import { Bar } from "../parts/bar.js";
import { count, duration } from "../parts/format.js";
import { STAGES } from "../parts/words.js";
import { type StageNow, shareDone } from "./stages.js";

/** The stages so far, each with how much of it is done. */
export function StageList({ stages }: { readonly stages: readonly StageNow[] }) {
  if (stages.length === 0) return null;
  return (
    <section aria-labelledby="stages">
      <h2 class="govuk-heading-m" id="stages">
        Stages
      </h2>
      <ol class="cw-stages">
        {stages.map((stage) => (
          <StageLine key={`${stage.name} ${stage.model}`} stage={stage} />
        ))}
      </ol>
    </section>
  );
}

function StageLine({ stage }: { readonly stage: StageNow }) {
  const { name, model, done, total, startedAt, finishedAt } = stage;
  const label = `${STAGES[name]}${model ? `, ${model}` : ""}`;
  return (
    <li
      class={`cw-stages__one${finishedAt ? " cw-stages__one--over" : ""}${startedAt ? "" : " cw-stages__one--to-come"}`}
    >
      <span class="cw-stages__name">
        {label}
        {finishedAt && <span class="govuk-visually-hidden"> (done)</span>}
        {!startedAt && <span class="govuk-visually-hidden"> (to come)</span>}
      </span>
      <Bar label={label} share={shareDone(stage)} />
      <span class="cw-stages__count">
        {done === 0 && (total ?? 0) === 0 ? "" : count(done)}
        {total !== null && !finishedAt && ` of ${count(total)}`}
      </span>
      <span class="cw-stages__time">
        {startedAt && finishedAt && duration(Date.parse(finishedAt) - Date.parse(startedAt))}
      </span>
    </li>
  );
}
