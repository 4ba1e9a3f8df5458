import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { askTogether } from "../../../server/adapters/stores/ask-together.js";

/** Look-ups that are answered when the test says so. */
function scene() {
  const asked: string[][] = [];
  const answers: { give(): void; fail(error: Error): void }[] = [];
  const ask = askTogether<string, string>((keys) => {
    asked.push([...keys]);
    return new Promise((resolve, reject) =>
      answers.push({ give: () => resolve(keys.map((key) => key.toUpperCase())), fail: reject }),
    );
  });
  /** until a look-up of that number is under way */
  const begun = async (number: number): Promise<void> => {
    while (asked.length < number) await turn();
  };
  return { asked, answers, ask, begun };
}

test("look-ups that come while one is under way are one look-up, made after it", async () => {
  const { asked, answers, ask, begun } = scene();
  const first = ask("a");
  await begun(1);
  const others = [ask("b"), ask("a"), ask("b")];
  expect(asked).toEqual([["a"]]);
  answers[0]?.give();
  await begun(2);
  expect(asked).toEqual([["a"], ["b", "a", "b"]]);
  answers[1]?.give();
  expect(await Promise.all([first, ...others])).toEqual(["A", "B", "A", "B"]);
});

test("the next look-up is made although the one before failed, and only who asked for that one is told", async () => {
  const { answers, ask, begun } = scene();
  const first = ask("a");
  await begun(1);
  const second = ask("b");
  answers[0]?.fail(new Error("the database is away"));
  await expect(first).rejects.toThrow("the database is away");
  await begun(2);
  answers[1]?.give();
  expect(await second).toBe("B");
});

test("one after another, each look-up is made at once", async () => {
  const { asked, answers, ask, begun } = scene();
  for (const [i, key] of ["a", "b", "a"].entries()) {
    const answer = ask(key);
    await begun(i + 1);
    answers[i]?.give();
    expect(await answer).toBe(key.toUpperCase());
  }
  expect(asked).toEqual([["a"], ["b"], ["a"]]);
});

test("a look-up that does not come back does not keep the next from being made", async () => {
  const { answers, ask, begun } = scene();
  void ask("a");
  await begun(1);
  const second = ask("b");
  await begun(2);
  answers[1]?.give();
  expect(await second).toBe("B");
});
