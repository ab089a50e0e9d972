import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { EditorTest } from "./editor-test.js";

const id = "runpod-to-fal.runpod-to-fal";

export const extensionTests: readonly EditorTest[] = [
  {
    name: "the extension is there, and a Python file wakes it",
    async run() {
      const extension = vscode.extensions.getExtension(id);
      assert.ok(extension, `${id} is not installed`);
      await extension.activate();
      assert.equal(extension.isActive, true);
    },
  },
];
