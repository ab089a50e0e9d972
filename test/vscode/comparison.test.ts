import assert from "node:assert/strict";
import * as vscode from "vscode";
import { INTERPRETERS_VARIABLE, type EditorTest } from "./editor-test.js";
import { eventually, openAt, workspaceFile } from "./editor.js";

const worker = `import runpod

def handler(job):
    return {"twice": job["input"].get("text", "") * 2}

runpod.serverless.start({"handler": handler})
`;

const app = `import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    model_config = ConfigDict(strict=True)

    text: str = ""


class Twice(fal.App):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, str]:
        return {"twice": input.text * 2}
`;

async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = workspaceFile(name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return uri;
}

/** Compares the file that is open, as its command does; the command gives the verdict. */
async function compared(text: string): Promise<unknown> {
  const uri = await write("compared/handler.py", text);
  await write("compared/.runpod-to-fal/handler.py", worker);
  const document = await openAt(uri, "class Twice");
  await eventually("the text that was written", () => document.getText() === text);
  return vscode.commands.executeCommand("runpodToFal.compare");
}

async function nameInterpreters(): Promise<void> {
  const { fal, runpod } = JSON.parse(process.env[INTERPRETERS_VARIABLE] ?? "{}") as Record<"fal" | "runpod", string>;
  const settings = vscode.workspace.getConfiguration("fal.compare");
  await settings.update("falPython", fal, vscode.ConfigurationTarget.Workspace);
  await settings.update("runpodPython", runpod, vscode.ConfigurationTarget.Workspace);
}

export const comparisonTests: readonly EditorTest[] = [
  {
    name: "Compare With the RunPod Worker finds an App equal to its worker, and a changed one different",
    async run() {
      await nameInterpreters();
      assert.equal(await compared(app), "equal or announced");
      assert.equal(await compared(app.replace("* 2", "* 3")), "differs");
    },
  },
];
