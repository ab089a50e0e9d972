import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedPages, RULE_FOLDER } from "../../scripts/docs/pages.js";

test("the committed pages are those that `npm run docs` writes", () => {
  for (const [path, text] of generatedPages()) expect(readFileSync(path, "utf8"), path).toBe(text);
});

test("there is no page of a rule that no longer exists", () => {
  const names = [...generatedPages().keys()].flatMap((path) => path.split(`${RULE_FOLDER}/`)[1] ?? []);
  expect(readdirSync(RULE_FOLDER).sort()).toEqual(names.sort());
});
