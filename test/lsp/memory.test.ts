import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { HoverRequest } from "vscode-languageserver-protocol/node";
import { expect, test } from "vitest";
import type { Engine } from "../../server/src/lsp/engine.js";
import type { Finding } from "../../server/src/migration/finding.js";
import type { Editor } from "./editor.js";
import { loadGrammar } from "../environment/workspace.js";
import { connect } from "./session.js";
import { smallEngine, WORKER } from "./small-engine.js";

test("what a document held is let go when it closes, and kept while it is open", async () => {
  const held: WeakRef<readonly Finding[]>[] = [];
  const watched: Engine = {
    ...smallEngine,
    check: (text) => {
      const findings = smallEngine.check(text);
      held.push(new WeakRef(findings));
      return findings;
    },
  };
  await loadGrammar();
  const editor = await connect({ loadEngine: () => Promise.resolve(watched) });
  for (let index = 0; index < 4; index += 1) await lookAt(editor, `file:///work/${String(index)}.py`);
  for (let index = 1; index < 4; index += 1) editor.close(`file:///work/${String(index)}.py`);
  await lookAt(editor, "file:///work/last.py");
  await collectGarbage();
  // The last document was just looked at, and a variable may still point to it.
  expect(held.slice(1, 4).filter((findings) => findings.deref() !== undefined)).toEqual([]);
  expect(held[0]?.deref()).toBeDefined();
});

async function lookAt(editor: Editor, uri: string): Promise<void> {
  editor.open(uri, WORKER);
  await editor.diagnostics(uri);
  await editor.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line: 0, character: 0 },
  });
}

/** Collects twice, a turn apart: a weak reference that was looked at lives to the end of its turn. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let turn = 0; turn < 2; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
}
