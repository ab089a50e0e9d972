import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { desktopEditor, editorParts, partsFolder } from "../editor/parts.js";
import { startEditor } from "../editor/server.js";
import { pythonEnvironment } from "../environments.js";
import { installedPackage } from "../editor/installed-extension.js";

/** Opens the examples in VS Code with the extension running, on the desktop or else in the browser. */
export async function openEditor(): Promise<number> {
  const { scripts } = await pythonEnvironment("fal");
  // The environment comes first, so that `python` and `fal` are those that can run the examples.
  const env = { ...process.env, PATH: `${scripts}:${process.env["PATH"] ?? ""}` };
  const examples = join(process.cwd(), "examples");
  const code = desktopEditor();
  return code === undefined ? inBrowser(examples, env) : onDesktop(code, examples, env);
}

async function onDesktop(code: string, folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  const args = ["--new-window", "--wait", `--extensionDevelopmentPath=${process.cwd()}`, folder];
  console.log("Opening VS Code; this ends when its window is closed.");
  const child = spawn(code, args, { env, stdio: "inherit", shell: process.platform === "win32" });
  const [exitCode] = (await once(child, "exit")) as [number | null];
  return exitCode ?? 0;
}

async function inBrowser(folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  const parts = await editorParts();
  const data = join(partsFolder, "user-data");
  const extensions = await installedPackage(parts, data);
  const server = await startEditor(parts, {
    data,
    extensions,
    folder,
    env,
    settings: { "workbench.startupEditor": "readme" },
  });
  console.log(`\nVS Code ${parts.version} is open on ${folder}:\n\n    ${server.address}\n\nCtrl+C ends it.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), server.ended]);
  await server.stop();
  return 0;
}
