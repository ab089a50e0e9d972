import { spawn, type ChildProcess } from "node:child_process";
import { LineSplitter } from "./line-splitter.js";

export type Stream = "stdout" | "stderr";

export interface ProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string, stream: Stream) => void;
}

/** How a program ended: its exit code, or the signal that ended it, or why it could not start at all. */
export interface Ending {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly unstartable: string | undefined;
}

/** How long a program may take to end by itself once it was asked to. Milliseconds. */
const GRACE = 5_000;

/** A child process whose output is read line by line. */
export class Program {
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  #isOver = false;

  constructor({ command, args, cwd, env, onLine }: ProgramOptions) {
    this.#child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    const splitters = (["stdout", "stderr"] as const).map((name) => {
      const splitter = new LineSplitter((line) => {
        onLine(line, name);
      });
      this.#child[name]?.on("data", (chunk: Uint8Array) => {
        splitter.feed(chunk);
      });
      return splitter;
    });
    this.ended = new Promise((resolve) => {
      const finish = (ending: Ending): void => {
        this.#isOver = true;
        for (const splitter of splitters) splitter.end();
        resolve(ending);
      };
      this.#child.on("error", ({ message }) => {
        finish({ code: undefined, signal: undefined, unstartable: message });
      });
      this.#child.on("close", (code, signal) => {
        finish({ code: code ?? undefined, signal: signal ?? undefined, unstartable: undefined });
      });
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Asks the program to end, and ends it where it does not listen: a `setup()` that computes hears no signal. */
  async stop(grace = GRACE): Promise<Ending> {
    if (!this.#isOver) this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), grace);
    const ending = await this.ended;
    clearTimeout(timer);
    return ending;
  }

  /** Ends the program without a word: for an editor that closes and waits for nobody. */
  kill(): void {
    if (!this.#isOver) this.#child.kill("SIGKILL");
  }
}
