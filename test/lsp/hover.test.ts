import { HoverRequest, MarkupKind, type Hover } from "vscode-languageserver-protocol/node";
import { describe, expect, test } from "vitest";
import type { Editor } from "./editor.js";
import { connect } from "./session.js";
import { WORKER } from "./small-engine.js";

const URI = "file:///work/handler.py";

async function hoverAt(editor: Editor, text: string): Promise<Hover | null> {
  const { start } = editor.range(URI, text);
  return editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri: URI }, position: start });
}

describe("hover", () => {
  test("explains a finding beyond its message: why, the counterpart, what its fix does, where to read on", async () => {
    const editor = await connect();
    editor.open(URI, WORKER);
    const hover = await hoverAt(editor, "serverless.start");
    expect(hover?.range).toEqual(editor.range(URI, 'runpod.serverless.start({"handler": handler})'));
    expect(hover?.contents).toEqual({
      kind: MarkupKind.Markdown,
      value: [
        "Reason of serverless-start.",
        "`old` → `new`",
        "**Fix to review, a behaviour may change:** Migrate to a fal App",
        "[serverless-start](https://docs.fal.ai/serverless-start)",
      ].join("\n\n"),
    });
  });

  test("is plain for clients that show text as it is", async () => {
    const editor = await connect({ capabilities: {} });
    editor.open(URI, WORKER);
    const hover = await hoverAt(editor, "serverless.start");
    expect(hover?.contents).toMatchObject({ kind: MarkupKind.PlainText });
    expect(JSON.stringify(hover?.contents)).not.toMatch(/\*\*|\]\(/);
  });

  test("is silent everywhere else", async () => {
    const editor = await connect();
    editor.open(URI, WORKER);
    expect(await hoverAt(editor, "return weights")).toBeNull();
    expect(await hoverAt(editor, "import runpod")).toBeNull();
  });
});
