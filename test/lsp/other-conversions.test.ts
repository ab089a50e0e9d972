import { CodeActionKind } from "vscode-languageserver-protocol/node";
import { expect, test } from "vitest";
import { outlineApps } from "../../server/src/lsp/app-outline.js";
import type { Engine } from "../../server/src/lsp/engine.js";
import { check, migrate } from "../../server/src/migration/engine.js";
import { isValidPython } from "../../server/src/python/parser.js";
import { loadGrammar } from "../environment/workspace.js";
import { connect } from "./session.js";

const URI = "untitled:handler.py";

const WORKER = `import runpod


def handler(job):
    for word in job["input"]["text"].split():
        yield word


runpod.serverless.start({"handler": handler})
`;

async function loadEngine(): Promise<Engine> {
  await loadGrammar();
  return { check, migrate, rule: () => undefined, isValid: isValidPython, apps: outlineApps };
}

const REALTIME =
  "Migrate to a fal App that streams by @fal.realtime: msgpack over a websocket instead of server-sent events";

test.each([
  ["Migrate to a fal App", '@fal.endpoint("/stream")'],
  [REALTIME, '@fal.realtime("/realtime")'],
])("a handler that yields can be migrated by: %s", async (title, endpoint) => {
  const editor = await connect({ loadEngine });
  editor.open(URI, WORKER);
  const actions = await editor.actions(URI, "handler(job)", [CodeActionKind.QuickFix]);
  const action = actions.find((each) => each.title === title);
  expect(actions.map((each) => each.title)).toEqual(["Migrate to a fal App", REALTIME]);
  await editor.choose(action ?? { title: "none" });
  expect(editor.text(URI)).toContain(endpoint);
  expect(editor.text(URI)).not.toContain("runpod");
});

const FILES = "Migrate to a fal App that uploads its files: callers get an object with a url instead of base64 text";

test.each([
  ["Migrate to a fal App", "base64.b64encode"],
  [FILES, "File.from_bytes"],
])("a handler that answers base64 can be migrated by: %s", async (title, part) => {
  const editor = await connect({ loadEngine });
  const answer = 'return base64.b64encode(job["input"]["text"].encode()).decode()';
  editor.open(URI, `import base64\n${WORKER.replace(/for word[^]*yield word/, answer)}`);
  const actions = await editor.actions(URI, "base64.b64encode", [CodeActionKind.QuickFix]);
  const action = actions.find((each) => each.title === title);
  expect(actions.map((each) => each.title)).toEqual(["Migrate to a fal App", FILES]);
  await editor.choose(action ?? { title: "none" });
  expect(editor.text(URI)).toContain(part);
});

test("the choice is not offered for a handler that answers once", async () => {
  const editor = await connect({ loadEngine });
  editor.open(URI, WORKER.replace("yield word", "return word"));
  const actions = await editor.actions(URI, "runpod.serverless.start", [CodeActionKind.QuickFix]);
  expect(actions.map((each) => each.title)).toEqual(["Migrate to a fal App"]);
});
