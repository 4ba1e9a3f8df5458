import { existsSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { observable } from "@observablehq/notebook-kit/vite";
import { Command } from "commander";
import { build, mergeConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { createApiClient } from "../../scripts/client/client.js";
import { createLocalClient } from "../../scripts/client/local.js";
import { runScript, UsageError } from "../../scripts/run-script.js";
import { createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { readEnvironment } from "../../server/environment.js";
import { questionOf } from "../lib/client.ts";
import { moment } from "../lib/format.ts";
import { kitConfig, NOTEBOOKS, TEMPLATE } from "../vite/kit.ts";
import { offline } from "../vite/offline.ts";
import { type Ask, collect } from "./collect.ts";
import { masked } from "./mask.ts";

interface Options {
  readonly out: string;
  readonly server?: string;
}

interface Connected {
  readonly ask: Ask;
  stop(): Promise<void>;
}

const command = new Command("notebooks:report")
  .description("Makes one HTML file of a notebook, to be sent on: it needs no server, and shows no personal values.")
  .argument("<notebook>", "its name, such as match-rate")
  .requiredOption("--out <file>", "the file to write")
  .option("--server <url>", "ask this server, with MIGRATION_USERNAME and MIGRATION_PASSWORD; else the database here")
  .action(make);

async function make(notebook: string, { out, server }: Options): Promise<void> {
  const source = path.join(NOTEBOOKS, `${notebook}.html`);
  if (!/^[\w-]+$/.test(notebook) || !existsSync(source))
    throw new UsageError("NOTEBOOK_NOT_FOUND", `There is no notebook ${JSON.stringify(notebook)} in notebooks/.`);
  const connected = await connect(server);
  try {
    const snapshot = await takeSnapshot(notebook, connected.ask);
    await write(source, path.resolve(out), snapshot);
  } finally {
    await connected.stop();
  }
  console.log(`Report: ${out}`);
}

async function connect(server: string | undefined): Promise<Connected> {
  const config = loadConfig(readEnvironment());
  if (server === undefined) {
    const app = await createApp({ ...config, logLevel: "warn" });
    const client = createLocalClient(app.services);
    return { ask: (document, variables) => client.request(document as never, variables), stop: () => app.stop() };
  }
  if (!config.credentials)
    throw new UsageError("CREDENTIALS_MISSING", "Set MIGRATION_USERNAME and MIGRATION_PASSWORD to sign in.");
  const client = createApiClient({ url: server, ...config.credentials });
  return { ask: (document, variables) => client.request(document as never, variables), stop: () => client.close() };
}

interface Taken {
  /** as the page's script reads it */
  readonly json: string;
  readonly told: string;
}

async function takeSnapshot(notebook: string, ask: Ask): Promise<Taken> {
  const answers = new Map<string, unknown>();
  const runs = new Set<string>();
  const pipelines = await collect(notebook, async (document, variables) => {
    const answer = await ask(document, variables);
    answers.set(questionOf(document.toString(), variables), answer);
    for (const id of runsIn(answer)) runs.add(id);
    return answer;
  });
  const personal = pipelines.flatMap(({ models }) =>
    models.flatMap(({ columns }) => columns.filter((c) => c.personal)),
  );
  const personalKeys = new Set(personal.map(({ name }) => name));
  const takenAt = new Date();
  const kept = Object.fromEntries([...answers].map(([question, answer]) => [question, masked(answer, personalKeys)]));
  const ids = [...runs].map(Number).sort((a, b) => a - b);
  const of = ids.length === 0 ? "without any run" : `runs ${ids.at(0)} to ${ids.at(-1)} (${ids.length} of them)`;
  return {
    json: JSON.stringify({ takenAt: takenAt.toISOString(), answers: kept }).replaceAll("<", "\\u003c"),
    told: `Report of ${moment(takenAt)}, ${of}. It stands still and shows no personal values.`,
  };
}

/** Ids of the runs that an answer tells of. */
function runsIn(answer: unknown): readonly string[] {
  const trend = (answer as { trend?: readonly { readonly migrationId: string }[] }).trend ?? [];
  return trend.map(({ migrationId }) => migrationId);
}

/** Nothing but what is in the file: it can't ask anybody. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:";

async function write(source: string, out: string, { json, told }: Taken): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "crosswalk-report-"));
  try {
    await build(
      mergeConfig(kitConfig(), {
        configFile: false,
        root: NOTEBOOKS,
        logLevel: "error",
        plugins: [
          offline(),
          observable({
            template: TEMPLATE,
            transformTemplate: (template: string) =>
              template
                .replace(/<nav>.*?<\/nav>/s, `<nav>${told}</nav>`)
                .replace("<title>", `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>`),
          }),
          withSnapshot(json),
          viteSingleFile(),
        ],
        build: { outDir: folder, emptyOutDir: false, target: "es2022", rollupOptions: { input: source } },
      }),
    );
    await copyFile(path.join(folder, path.basename(source)), out).catch((cause: unknown) => {
      throw new UsageError("REPORT_NOT_WRITTEN", `${out} can't be written: ${String(cause)}`, { cause });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withSnapshot(json: string): Plugin {
  return {
    name: "snapshot",
    transformIndexHtml: {
      order: "post",
      // A function, since the data may hold what a replacement takes for its own.
      handler: (html) =>
        html.replace("</head>", () => `<script type="application/json" id="snapshot">${json}</script></head>`),
    },
  };
}

await runScript(command);
