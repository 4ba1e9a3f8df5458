import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Bench, BenchCase } from "./case.js";
import { GOALS, judgeGoals } from "./goals.js";
import { createRecorder } from "./measure/recorder.js";
import { currentCommit, describeMachine } from "./output/machine.js";
import type { BenchReport, CaseReport } from "./output/report.js";
import { type Cleanup, createCleanup } from "./place/cleanup.js";
import { openServer } from "./place/server.js";

export interface BenchOptions extends Pick<Bench, "scale" | "rounds" | "seed" | "say"> {
  /** undefined: an embedded server in a folder that goes afterwards */
  readonly databaseUrl: string | undefined;
  readonly onCase: (report: CaseReport) => void;
}

/** Runs cases one after another; one that fails keeps no other from being measured. All they made goes with `cleanup`. */
export async function runCases(
  cases: readonly BenchCase[],
  { databaseUrl, onCase, ...options }: BenchOptions,
  cleanup: Cleanup,
): Promise<BenchReport> {
  const folder = await makeFolder(cleanup);
  const server = await openServer(databaseUrl, folder, cleanup);
  const reports: CaseReport[] = [];
  for (const each of cases) {
    const own = createCleanup();
    const undo = cleanup.defer(() => own.run());
    const report = await runCase(each, { ...options, server: server.forCase(own), folder, cleanup: own });
    await undo();
    onCase(report);
    reports.push(report);
  }
  const { scale, rounds, seed } = options;
  return {
    made: new Date().toISOString(),
    commit: currentCommit(),
    machine: describeMachine(server.version),
    ...{ scale, rounds, seed },
    cases: reports,
    goals: judgeGoals(
      GOALS,
      reports.flatMap(({ figures }) => figures),
      scale,
    ),
  };
}

async function runCase({ name, about, measure }: BenchCase, bench: Omit<Bench, "record">): Promise<CaseReport> {
  const record = createRecorder();
  const began = performance.now();
  let failure: string | null = null;
  try {
    await measure({ ...bench, record });
  } catch (error) {
    failure = (error as Error).message;
    bench.say(String((error as Error).stack));
  }
  const { figures, checks, notes } = record.measured;
  const ms = performance.now() - began;
  // What a wrong answer took says nothing.
  return { name, about, ms, failure, figures: failure === null ? figures : [], checks, notes };
}

async function makeFolder(cleanup: Cleanup): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "crosswalk-bench-"));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  // As root PostgreSQL runs under another account, which has to pass here.
  await chmod(folder, 0o711);
  return folder;
}
