import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { freePorts } from "../../client/src/local/free-ports.js";
import { localEnvironment } from "../../client/src/local/environment.js";
import { startLocalApp, type LocalApp } from "../../client/src/local/local-app.js";
import type { Uploader } from "../../client/src/local/uploader.js";
import { findFalPython, type FalPython } from "../../client/src/python/probe.js";
import { pythonEnvironment } from "../../scripts/environments.js";

/** The real fal of the project's own environment, found as the extension finds it. */
export async function realFal(): Promise<FalPython> {
  const { python } = await pythonEnvironment("fal");
  return findFalPython([{ python, origin: "setting" }]);
}

/** A folder of its own for one test, with files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "client-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

export interface RunningApp {
  readonly app: LocalApp;
  readonly lines: readonly string[];
  readonly file: string;
}

/** Starts `app.py::Demo` of a text; it is stopped when the test ends. */
export async function runApp(
  text: string,
  options: { readonly uploader?: Uploader; readonly class?: string; readonly ports?: readonly number[] } = {},
): Promise<RunningApp> {
  const file = join(folderWith({ "app.py": text }), "app.py");
  const lines: string[] = [];
  const [port = 0, metricsPort = 0] = options.ports ?? (await freePorts(2));
  const app = startLocalApp({
    python: await realFal(),
    file,
    class: options.class ?? "Demo",
    env: localEnvironment(process.env, options.uploader),
    port,
    metricsPort,
    onLine: (line) => lines.push(line),
    grace: 2000,
  });
  onTestFinished(() => app.stop());
  return { app, lines, file };
}
