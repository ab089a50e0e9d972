import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { outlineApps } from "../../server/src/lsp/app-outline.js";
import type { Engine } from "../../server/src/lsp/engine.js";
import { check, migrate } from "../../server/src/migration/engine.js";
import { isValidPython } from "../../server/src/python/parser.js";
import { documentApps, migrate as migrateRequest } from "../../server/src/protocol.js";
import { loadGrammar } from "../environment/workspace.js";
import { connect } from "./session.js";

const EXAMPLES = readdirSync("examples", { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".py") && readFileSync(join("examples", path), "utf8").includes("serverless.start"),
);

async function loadEngine(): Promise<Engine> {
  await loadGrammar();
  return { check, migrate, rule: () => undefined, isValid: isValidPython, apps: outlineApps };
}

describe.each(EXAMPLES)("the example %s in an editor", (path) => {
  test("has findings, is migrated by one action, has an app then and nothing of RunPod", async () => {
    const workspaceFolders = [{ uri: pathToFileURL("examples").href, name: "examples" }];
    const editor = await connect({ loadEngine, parameters: { workspaceFolders } });
    const uri = pathToFileURL(join("examples", path)).href;
    const text = readFileSync(join("examples", path), "utf8");
    editor.open(uri, text);
    expect((await editor.diagnostics(uri)).diagnostics.length).toBeGreaterThan(0);
    const { changed } = await editor.connection.sendRequest(migrateRequest, { uris: [uri] });
    const [action] = await editor.actions(uri, "runpod.serverless.start", ["refactor.rewrite"]);
    await editor.choose(action ?? { title: "none" });
    expect(editor.text(uri)).toBe(changed.find((file) => file.uri === uri)?.text);
    expect(await editor.connection.sendRequest(documentApps, { uri })).toHaveLength(1);
    expect((await editor.diagnostics(uri)).diagnostics).toEqual([]);
    expect(editor.logged).toEqual([]);
  });
});
