import { describe, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { shownRange } from "../../server/src/lsp/diagnostics.js";
import { lineEdits } from "../../server/src/lsp/line-edits.js";
import { applyEdits } from "../../server/src/python/span.js";
import fc from "fast-check";
import { connect } from "./session.js";
import { APP, WORKER } from "./small-engine.js";

const URI = "untitled:handler.py";

/** How a text can be written down without its meaning changing. */
const FORMS: readonly (readonly [string, (text: string) => string])[] = [
  ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
  ["CR alone in a string", (text) => text.replace("handler(job):\n", 'handler(job):\n    note = """a\rb"""\n')],
  ["a byte order mark", (text) => `\uFEFF${text}`],
  ["an emoji before it on the line", (text) => text.replace('    weights = "', '    icon = "🦊🇪🇺"; weights = "')],
  ["tabs", (text) => text.replaceAll("    ", "\t")],
  ["no line end at the end", (text) => text.trimEnd()],
];

describe.each(FORMS)("a worker with %s", (_, form) => {
  const text = form(WORKER);

  test("has its findings at the places a person sees", async () => {
    const editor = await connect();
    const document = editor.open(URI, text);
    const { diagnostics } = await editor.diagnostics(URI);
    expect(diagnostics.map(({ range }) => document.getText(range))).toEqual([
      'runpod.serverless.progress_update(job, "loading")',
      '"/runpod-volume/weights"',
      'runpod.serverless.progress_update(job, "done")',
      'runpod.serverless.start({"handler": handler})',
    ]);
  });

  test("keeps all other bytes when it is fixed and when it is migrated", async () => {
    const editor = await connect();
    editor.open(URI, text);
    const [volume] = await editor.actions(URI, "/runpod-volume");
    await editor.choose(volume ?? { title: "none" });
    expect(editor.text(URI)).toBe(text.replace("/runpod-volume", "/data"));
    const [conversion] = await editor.actions(URI, "runpod.serverless.start");
    await editor.choose(conversion ?? { title: "none" });
    expect(editor.text(URI).replaceAll("\r\n", "\n")).toBe(
      text
        .replaceAll("\r\n", "\n")
        .replace("/runpod-volume", "/data")
        .replace(/^(\uFEFF?)import runpod/, text.startsWith("\uFEFF") ? "\uFEFFimport runpod" : "import fal")
        .replace('runpod.serverless.start({"handler": handler})', "class Worker(fal.App):\n    pass"),
    );
  });
});

test("a finding over several lines is drawn under its first, without the indentation", () => {
  const document = TextDocument.create("untitled:a.py", "python", 1, "if x:\n    return {  \n        1: 2,\n    }\n");
  const at = (text: string): number => document.getText().indexOf(text);
  const span = { start: at("{"), end: at("}") + 1 };
  const drawn = (rule: "handler-output" | "code-after-start"): string =>
    document.getText(shownRange(document, { rule, span }));
  expect(drawn("handler-output")).toBe("return {");
  expect(drawn("code-after-start")).toBe(document.getText().slice(span.start, span.end));
});

describe("edits by line", () => {
  test("turn any text into any other, apart from each other and in order", () => {
    const line = fc.constantFrom("a", "b", "c\r", "", "    d", "\r");
    const text = fc.array(line).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = lineEdits(before, after);
        expect(applyEdits(before, edits)).toBe(after);
        for (const [index, { span }] of edits.entries()) {
          expect(span.start).toBeGreaterThan(edits[index - 1]?.span.end ?? -1);
        }
      }),
    );
  });

  test("leave the lines alone that both texts have", () => {
    expect(lineEdits(WORKER, APP).map(({ span }) => WORKER.slice(span.start, span.end))).toEqual([
      "import runpod\n",
      'runpod.serverless.start({"handler": handler})\n',
    ]);
  });
});
