import { beforeAll, expect, test } from "vitest";
import { check } from "../../server/src/migration/check/check.js";
import { UnitCache } from "../../server/src/migration/check/unit-cache.js";
import type { Finding } from "../../server/src/migration/finding.js";
import { RULES } from "../../server/src/migration/rules/index.js";
import { loadInstalledPython } from "../rules/python.js";

beforeAll(loadInstalledPython);

/** Findings as plain data, their fixes included. */
function plain(findings: readonly Finding[]): unknown {
  return JSON.parse(JSON.stringify(findings));
}

/** A text, the same without each of its lines, and the text again, as somebody edits who deletes and undoes. */
function edits(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.flatMap((_, index) => [lines.filter((__, other) => other !== index).join("\n"), text]);
}

test("what is remembered of other texts changes no finding", () => {
  const kept = new UnitCache();
  for (const { name, examples } of RULES) {
    for (const { title, code } of examples) {
      for (const text of edits(code))
        expect(plain(check(text, kept)), `${name}: ${title}\n${text}`).toEqual(plain(check(text, new UnitCache())));
    }
  }
});
