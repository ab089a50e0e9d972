import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { cleanEnvironment } from "./clean-environment.js";
import type { Task } from "./task.js";

const leftOut = /^(\..*|node_modules|site-packages|__pycache__|venv)$/;
/** Longer than the grace that `bounded.py` gives. */
const graceMilliseconds = 8_000;
const megabytes = 16_384;
const longestLog = 64 * 1024;
const longestLine = 4 * 1024;

export interface Bounds {
  readonly python: string;
  /** `bounded.py` */
  readonly program: string;
}

/** A copy of a program's folder, and the real command that runs it there. */
export class ServedProgram {
  readonly folder = mkdtempSync(join(tmpdir(), "runpod-to-fal-served-"));
  private child: ChildProcess | undefined;
  private text = "";
  /** The end of all that was said so far. */
  private recent = "";
  private readonly ports = new Set<number>();

  /** `bounds` is the Python and the program that keep the command within bounds. */
  constructor(
    private readonly task: Task,
    private readonly bounds: Bounds,
  ) {
    const { folder, files = {} } = task;
    const filter = (source: string): boolean => source === folder || !leftOut.test(basename(source));
    if (folder !== undefined) cpSync(folder, this.folder, { recursive: true, filter });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
  }

  /** The folder of the file itself, in which it is started. */
  get home(): string {
    return dirname(join(this.folder, this.task.file));
  }

  /** Starts the command within its bounds. The promise tells how it ended. */
  start(program: string, words: readonly string[], environment: Readonly<Record<string, string>>): Promise<string> {
    const memory = String(this.task.limits?.memoryMegabytes ?? megabytes);
    const bounded = [this.bounds.program, memory, realpathSync(this.folder), program, ...words];
    const child = spawn(this.bounds.python, bounded, {
      cwd: this.home,
      env: { ...cleanEnvironment(), PYTHONUNBUFFERED: "1", ...this.task.environment, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.hear(text);
      });
    return new Promise((resolve) => {
      child.once("error", (error) => {
        resolve(error.message);
      });
      child.once("exit", (code, signal) => {
        resolve(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
      });
    });
  }

  /** Whether the program said that it listens on a port: somebody else may hold it, and answer there. */
  listensOn(port: number): boolean {
    return this.ports.has(port);
  }

  private hear(text: string): void {
    this.text = (this.text + text).slice(0, longestLog);
    this.recent = (this.recent + text).slice(-longestLine);
    for (const [, port] of this.recent.matchAll(/\bUvicorn running on https?:\/\/\S+:(\d+) /g))
      this.ports.add(Number(port));
  }

  get log(): string {
    return this.text;
  }

  /** Asks the process to end, then ends its whole group. */
  async stop(ended: Promise<string>): Promise<void> {
    const group = this.child?.pid;
    if (group !== undefined) {
      signal(group, "SIGTERM");
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, graceMilliseconds)))]);
      clearTimeout(timer);
      signal(group, "SIGKILL");
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // The group is gone already.
  }
}
