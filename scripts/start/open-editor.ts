import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installedPackage } from "../editor/installed-extension.js";
import { desktopEditor, editorParts, partsFolder } from "../editor/parts.js";
import { startEditor } from "../editor/server.js";
import { examplePackages, pythonEnvironment } from "../environments.js";

type Settings = Readonly<Record<string, unknown>>;

/** Opens the examples in VS Code with the extension running, on the desktop or else in the browser. */
export async function openEditor(): Promise<number> {
  const { python } = await pythonEnvironment("fal", examplePackages());
  const settings = { "fal.python.interpreter": python };
  const examples = join(process.cwd(), "examples");
  const code = desktopEditor();
  return code === undefined ? inBrowser(examples, settings) : onDesktop(code, examples, settings);
}

/** With settings of its own, so that a user's stay as they are. */
async function onDesktop(code: string, folder: string, settings: Settings): Promise<number> {
  const data = join(partsFolder, "desktop-user-data");
  await mkdir(join(data, "User"), { recursive: true });
  await writeFile(join(data, "User", "settings.json"), JSON.stringify(settings));
  const places = ["--user-data-dir", data, `--extensionDevelopmentPath=${process.cwd()}`];
  console.log("Opening VS Code; this ends when its window is closed.");
  const child = spawn(code, ["--new-window", "--wait", ...places, folder], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  const [exitCode] = (await once(child, "exit")) as [number | null];
  return exitCode ?? 0;
}

async function inBrowser(folder: string, settings: Settings): Promise<number> {
  const parts = await editorParts();
  const data = join(partsFolder, "user-data");
  const extensions = await installedPackage(parts, data);
  const server = await startEditor(parts, {
    data,
    extensions,
    settings: { "workbench.startupEditor": "readme", ...settings },
  });
  console.log(`\nVS Code ${parts.version} is open on ${folder}:\n\n    ${server.addressOf(folder)}\n\nCtrl+C ends it.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), server.ended]);
  await server.stop();
  return 0;
}
