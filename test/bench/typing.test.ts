import { TextDocument } from "vscode-languageserver-textdocument";
import { beforeAll, describe, expect, test } from "vitest";
import { typeAtPlaces } from "../../scripts/bench/typing.js";
import { largeWorker } from "../../scripts/bench/worker.js";
import { isValidPython } from "../../server/src/python/parser.js";
import { loadGrammar } from "../environment/workspace.js";

describe("what the benchmark types", () => {
  beforeAll(loadGrammar);

  test("is typed into a worker of 1,000 lines that parses", () => {
    const text = largeWorker(1_000);
    expect(text.split("\n").length).toBeGreaterThanOrEqual(1_000);
    expect(isValidPython(text)).toBe(true);
  });

  test("is a whole statement at each place, with a bracket and a string open on the way, and taken back", () => {
    const text = largeWorker(300);
    const document = TextDocument.create("", "", 0, text);
    const seen = { whole: 0, open: 0, original: 0 };
    for (const [index, keystroke] of typeAtPlaces(text, 5).entries()) {
      TextDocument.update(document, [keystroke], index + 1);
      const now = document.getText();
      if (now === text) seen.original += 1;
      else if (now.includes('value = table["key"] + 1')) seen.whole += isValidPython(now) ? 1 : 0;
      else if (/value = table\["\w*$/m.test(now)) seen.open += isValidPython(now) ? 0 : 1;
    }
    expect(seen).toEqual({ whole: 5, open: 5 * 2 * 4, original: 5 });
    expect(document.getText()).toBe(text);
  });
});
