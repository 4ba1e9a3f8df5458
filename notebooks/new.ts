import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { runScript, UsageError } from "../scripts/run-script.js";
import { NOTEBOOKS } from "./vite/kit.ts";

const command = new Command("new:notebook")
  .description("Begins a notebook: a copy of the template with the choice of a pipeline, its runs and a chart.")
  .argument("<name>", "its name in the address, such as late-applications")
  .action((name: string) => {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
      throw new UsageError("USAGE", `A notebook's name has small letters, digits and hyphens; ${name} came.`);
    const file = path.join(NOTEBOOKS, `${name}.html`);
    if (existsSync(file)) throw new UsageError("USAGE", `There is a notebook ${name} already.`);
    const title = name.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
    const template = readFileSync(path.join(NOTEBOOKS, "new.tmpl"), "utf8");
    writeFileSync(file, template.replaceAll("TITLE", title));
    console.log(
      `notebooks/${name}.html is there. See it with npm run notebooks:dev at http://127.0.0.1:5173/${name}.html`,
    );
  });

await runScript(command);
