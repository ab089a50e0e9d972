import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Diagnostic } from "vscode-languageserver-protocol/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { beforeAll, describe, expect, test } from "vitest";
import { outlineApps } from "../../server/src/lsp/app-outline.js";
import { shownRange } from "../../server/src/lsp/diagnostics.js";
import type { Engine } from "../../server/src/lsp/engine.js";
import { check } from "../../server/src/migration/check/check.js";
import { UnitCache } from "../../server/src/migration/check/unit-cache.js";
import { migrate } from "../../server/src/migration/engine.js";
import { isValidPython } from "../../server/src/python/parser.js";
import { loadGrammar } from "../environment/workspace.js";
import { connect } from "./session.js";

const URI = "untitled:handler.py";

const engine: Engine = { check, migrate, rule: () => undefined, isValid: isValidPython, apps: outlineApps };

/** What people and programs put into a text, and what opens or closes things in it. */
const PIECES = [
  "x",
  " ",
  "\n",
  "    ",
  '"',
  '"""',
  "(",
  ")",
  "[",
  "#",
  "\r\n",
  "🦊",
  "import runpod\n",
  "def f(job):\n    return job['input']['x']\n",
  "runpod.serverless.progress_update(job, 1)",
  '"/runpod-volume/a"',
] as const;

const edits = fc.array(
  fc.array(fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.constantFrom("", ...PIECES)), { minLength: 1, maxLength: 3 }),
  { minLength: 1, maxLength: 12 },
);

/** The workers that this project keeps as examples and fixtures. */
const WORKERS = ["examples", "test/workers"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".py"))
    .map((path) => readFileSync(join(folder, path), "utf8"))
    .filter((text) => text.includes("runpod")),
);

describe("after any edits", () => {
  beforeAll(loadGrammar);

  test("the diagnostics are those of a text that was just opened", async () => {
    const editor = await connect({ loadEngine: () => Promise.resolve(engine) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WORKERS), edits, async (text, changes) => {
        editor.published.length = 0;
        editor.open(URI, text);
        for (const change of changes) {
          for (const [at, length, piece] of change) {
            const document = editor.document(URI);
            const start = at % (document.getText().length + 1);
            const range = { start: document.positionAt(start), end: document.positionAt(start + length) };
            editor.change(URI, { range, newText: piece });
          }
          const { diagnostics } = await editor.diagnostics(URI);
          expect(diagnostics.map(shown)).toEqual(fresh(editor.document(URI)));
        }
        editor.close(URI);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(editor.logged).toEqual([]);
  }, 60_000);
});

function shown({ range, code, message }: Diagnostic): object {
  return { range, code, message };
}

/** What a check finds that has never seen another text. */
function fresh(document: TextDocument): readonly object[] {
  const text = document.getText();
  return check(text, new UnitCache()).map((finding) => ({
    range: shownRange(document, finding),
    code: finding.rule,
    message: finding.message,
  }));
}
