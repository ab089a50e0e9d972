import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, onLines, stop } from "../setup/command.js";
import type { EditorParts } from "./parts.js";

/** A running VS Code server. */
export interface EditorServer {
  /** By name and not by number: webviews need a secure context, and browsers grant it to `localhost`. */
  readonly authority: string;
  /**
   * Where a browser finds a folder. A folder that is opened in any other way, by the server's own default say, gets
   * another authority than the extensions' side gives its files: findings would not be drawn, and edits not arrive.
   */
  addressOf(folder: string, parameters?: Readonly<Record<string, string>>): string;
  /** Settles when the server has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

export interface EditorOptions {
  /** Holds settings, logs and state. */
  readonly data: string;
  readonly extensions?: string;
  readonly port?: number;
  /** Lets an address carry a test suite and an extension under development. */
  readonly automation?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
}

const startTimeout = 60_000;

/** Settings of every run: nothing that greets, asks or looks for updates. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
};

/** Starts VS Code's server on this machine only. */
export async function startEditor(parts: EditorParts, options: EditorOptions): Promise<EditorServer> {
  const machine = join(options.data, "data/Machine");
  await mkdir(machine, { recursive: true });
  await writeFile(join(machine, "settings.json"), JSON.stringify({ ...quietSettings, ...options.settings }));
  const child = spawn(parts.node, [parts.serverMain, ...argumentsOf(options)], {
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new CommandError("VS Code's server did not start in time."));
    }, startTimeout);
    const last: string[] = [];
    onLines(child, (line) => {
      last.push(line);
      const found = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(Number(found));
    });
    child.once("exit", () => {
      clearTimeout(late);
      reject(new CommandError(`VS Code's server ended:\n${last.slice(-10).join("\n")}`));
    });
  });
  const authority = `localhost:${String(port)}`;
  const addressOf = (folder: string, parameters: Readonly<Record<string, string>> = {}): string =>
    `http://${authority}/?${new URLSearchParams({ folder, ...parameters }).toString().replaceAll("%2F", "/")}`;
  return { authority, addressOf, ended: once(child, "exit"), stop: () => stop(child) };
}

function argumentsOf({ data, extensions, port, automation }: EditorOptions): string[] {
  return [
    ...["--host", "127.0.0.1", "--port", String(port ?? 0), "--without-connection-token"],
    ...["--accept-server-license-terms", "--telemetry-level", "off", "--disable-workspace-trust"],
    ...["--server-data-dir", data],
    ...(extensions === undefined ? [] : ["--extensions-dir", extensions]),
    ...(automation === true ? ["--enable-smoke-test-driver"] : []),
  ];
}
