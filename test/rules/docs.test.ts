import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { IDIOM_PAGE, idiomPage } from "../../scripts/docs/idiom-page.js";
import { IDIOMS } from "../../scripts/docs/idiom-list.js";
import { generatedPages, RULE_FOLDER } from "../../scripts/docs/pages.js";
import { loadInstalledPython } from "./python.js";

beforeAll(loadInstalledPython);

test("the committed table of idioms tells the rung that each worker's report gives now", () => {
  expect(readFileSync(IDIOM_PAGE, "utf8")).toBe(idiomPage());
});

test("every idiom has a worker, and no two are called alike", () => {
  const idioms = IDIOMS.flatMap((group) => group.idioms);
  expect(idioms).toHaveLength(99);
  expect(new Set(idioms.map(({ title }) => title)).size).toBe(idioms.length);
});

test("the committed pages are those that `npm run docs` writes", () => {
  for (const [path, text] of generatedPages()) expect(readFileSync(path, "utf8"), path).toBe(text);
});

test("there is no page of a rule that no longer exists", () => {
  const names = [...generatedPages().keys()].flatMap((path) => path.split(`${RULE_FOLDER}/`)[1] ?? []);
  expect(readdirSync(RULE_FOLDER).sort()).toEqual(names.sort());
});
