import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { CODE_ACTION_KINDS, DIAGNOSTIC_SOURCE } from "../../server/src/protocol.js";
import type { EditorTest } from "./editor-test.js";
import { eventually, openAt, workspaceFile } from "./editor.js";

const start = "runpod.serverless.start";
const isApp = /^class Thumbnails\(fal\.App/m;

function worker(): vscode.Uri {
  return workspaceFile("handler.py");
}

/** What the extension says about the worker, once it does. */
async function findings(): Promise<readonly vscode.Diagnostic[]> {
  return eventually("findings on the worker", () => {
    const own = vscode.languages.getDiagnostics(worker()).filter(({ source }) => source === DIAGNOSTIC_SOURCE);
    return own.length === 0 ? undefined : own;
  });
}

/** Migrates as a user does: picks the action at the cursor, and presses Apply where the editor shows a preview. */
async function migrateByLightbulb(document: vscode.TextDocument): Promise<void> {
  void vscode.commands.executeCommand("editor.action.codeAction", { kind: CODE_ACTION_KINDS.migrate, apply: "first" });
  await eventually("the App in the editor", async () => {
    if (isApp.test(document.getText())) return true;
    await vscode.commands.executeCommand("refactorPreview.apply");
    return undefined;
  });
}

export const migrationTests: readonly EditorTest[] = [
  {
    name: "findings appear on a worker, each with a rule and where to read about it",
    async run() {
      await openAt(worker(), start);
      const found = await findings();
      const document = await vscode.workspace.openTextDocument(worker());
      assert.ok(
        found.some(({ range }) => document.getText(range).includes(start)),
        "nothing on the call of start",
      );
      for (const { code, message } of found) {
        assert.ok(typeof code === "object" && code.value !== "" && code.target.scheme === "https", message);
      }
    },
  },
  {
    name: "the lightbulb offers the migration where a finding stands",
    async run() {
      const document = await openAt(worker(), start);
      await findings();
      const place = document.positionAt(document.getText().indexOf(start));
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        worker(),
        new vscode.Range(place, place),
      );
      assert.ok(
        actions.some(({ title }) => title === "Migrate to a fal App"),
        actions.map(({ title }) => title).join(),
      );
    },
  },
  {
    name: "Migrate to a fal App applies, and one undo restores the bytes",
    async run() {
      const before = readFileSync(worker().fsPath);
      const document = await openAt(worker(), start);
      await findings();
      await migrateByLightbulb(document);
      assert.doesNotMatch(document.getText(), /\brunpod\b/);
      await eventually("nothing found in the App", () =>
        vscode.languages.getDiagnostics(worker()).every(({ source }) => source !== DIAGNOSTIC_SOURCE),
      );
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("undo");
      await eventually("the worker as it was", () => document.getText() === before.toString("utf8"));
      await document.save();
      assert.deepEqual(readFileSync(worker().fsPath), before);
    },
  },
];
