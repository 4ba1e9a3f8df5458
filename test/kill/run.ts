import { Command, InvalidArgumentError } from "commander";
import { runScript } from "../../scripts/run-script.js";
import { differences } from "./remains.js";
import { playRound, type RoundOptions } from "./rounds.js";

/** Kills processes at random while migrations run, until so many kills met one, and compares what is left with an undisturbed run. */
const command = new Command("kill")
  .description("Kills workers, servers and PostgreSQL at random under running migrations, and compares the results.")
  .option("--kills <number>", "kills that meet a running migration", wholeNumberFrom, 50)
  .option("--scale <number>", "of the npq sample", Number, 0.1)
  .option("--students <number>", "of the students sample", wholeNumberFrom, 10_000)
  .option("--seed <number>", "the same seed hits the same victims after the same pauses", wholeNumberFrom, 1)
  .action(killUntil);

async function killUntil(given: { kills: number; scale: number; students: number; seed: number }): Promise<void> {
  const options: RoundOptions = {
    ...given,
    batchSize: 100,
    workers: 2,
    hits: 0,
    longestPauseMs: 1_500,
    victims: ["worker", "worker", "worker", "server", "postgres", "frozen worker"],
  };
  console.log("undisturbed …");
  const expected = (await playRound(options)).remains;
  let met = 0;
  for (let round = 0; met < given.kills; round++) {
    const started = Date.now();
    // The sample is the same in each round; what is hit, and when, is not.
    const played = await playRound({ ...options, hits: given.kills - met, killSeed: given.seed + round });
    const hits = Object.values(played.met).reduce((sum, hit) => sum + hit, 0);
    met += hits;
    const different = differences(expected, played.remains);
    console.log(
      `round ${round + 1}: ${hits} kills ${JSON.stringify(played.met)}, ${Math.round((Date.now() - started) / 1000)} s, ` +
        (different.length === 0 ? "the same in the end" : `DIFFERENT: ${different.join("; ")}`),
    );
    if (different.length > 0) process.exitCode = 1;
  }
  console.log(`${met} kills, ${process.exitCode ? "with differences" : "nothing lost, nothing twice"}`);
}

function wholeNumberFrom(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError("Expected a whole number.");
  return number;
}

await runScript(command);
