import type { ProgressStep } from "../client/follow-migration.js";
import { count } from "./figures.js";

const WIDTH = 28;

/** Where progress is shown: a terminal gets a bar that moves, anything else one line a stage. */
export interface ProgressDisplay {
  show(step: ProgressStep): void;
  end(): void;
}

export function createProgressDisplay(out: NodeJS.WriteStream): ProgressDisplay {
  return out.isTTY ? bars(out) : lines(out);
}

/** A bar for the stage under way, and a line for each that is done. */
function bars(out: NodeJS.WriteStream): ProgressDisplay {
  let shown: ProgressStep | null = null;
  return {
    show(step) {
      if (shown && !isSameStage(shown, step)) out.write("\n");
      out.write(`\r\x1b[2K${name(step)} ${bar(step)} ${amounts(step)}`);
      shown = step;
    },
    end: () => void out.write("\n"),
  };
}

/** The last thing that is known of each stage, once the next begins. */
function lines(out: NodeJS.WriteStream): ProgressDisplay {
  let last: ProgressStep | null = null;
  const tell = (): void => {
    if (last?.stage) out.write(`${name(last)} ${amounts(last)}\n`);
  };
  return {
    show(step) {
      if (last && !isSameStage(last, step)) tell();
      last = step;
    },
    end: tell,
  };
}

function isSameStage(a: ProgressStep, b: ProgressStep): boolean {
  return a.stage === b.stage && a.model === b.model;
}

function name({ stage, model }: ProgressStep): string {
  return `${stage?.toLowerCase() ?? "queued"} ${model ?? ""}`.padEnd(22);
}

/** Nothing where it is not known how much there is to do. */
function bar({ done, total }: ProgressStep): string {
  if (total === null) return "";
  const filled = total === 0 ? WIDTH : Math.round((WIDTH * Math.min(done, total)) / total);
  return `[${"█".repeat(filled)}${" ".repeat(WIDTH - filled)}]`;
}

function amounts({ done, total, rate, estimatedEnd, at }: ProgressStep): string {
  if (done === 0 && total === null) return "";
  const left = estimatedEnd ? `, ${Math.ceil((Date.parse(estimatedEnd) - Date.parse(at)) / 1000)} s left` : "";
  return `${count(done)}${total === null ? "" : ` of ${count(total)}`}${rate ? `  (${count(Math.round(rate))} a second${left})` : ""}`;
}
