import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { cleanEnvironment } from "./clean-environment.js";
import type { ProofSide } from "./proof-side.js";
import type { NewResult, OldResult, Task } from "./task.js";

export type Side = "old" | "new";

/** A Python process that has loaded one SDK and runs tasks one by one, each in children of its own. */
export class Runner<Result extends OldResult | NewResult> implements ProofSide<Result> {
  private readonly waiting = new Map<number, { resolve: (result: Result) => void; reject: (error: Error) => void }>();
  private readonly ready: Promise<void>;
  private errors = "";
  private count = 0;

  private constructor(private readonly child: ChildProcessByStdio<Writable, Readable, Readable>) {
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.errors = (this.errors + text).slice(-4000);
    });
    this.ready = new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        this.take(JSON.parse(line) as Message<Result>, resolve);
      });
      child.once("error", reject);
      child.once("exit", (code) => {
        reject(this.failure(code));
      });
    });
    // Reported by whoever waits for a result.
    this.ready.catch((error: unknown) => {
      this.rejectAll(error instanceof Error ? error : new Error(String(error)));
    });
    child.once("exit", (code) => {
      this.rejectAll(this.failure(code));
    });
  }

  static old(python: string, programs: string): Runner<OldResult> {
    return new Runner<OldResult>(start(python, join(programs, "old_side.py")));
  }

  static fresh(python: string, programs: string): Runner<NewResult> {
    return new Runner<NewResult>(start(python, join(programs, "new_side.py")));
  }

  async run(task: Task): Promise<Result> {
    await this.ready;
    this.count += 1;
    const id = this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.stdin.write(`${JSON.stringify({ ...task, id })}\n`);
    });
  }

  /** Lets the process finish what it does and end. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stdin.end();
    if (this.waiting.size > 0) this.child.kill();
    await ended;
  }

  private take(message: Message<Result>, ready: () => void): void {
    if ("ready" in message) {
      ready();
      return;
    }
    this.waiting.get(message.id)?.resolve(message);
    this.waiting.delete(message.id);
  }

  private rejectAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private failure(code: number | null): RunnerError {
    return new RunnerError(this.errors.trim() === "" ? `ended with ${String(code)}` : this.errors.trim());
  }
}

/** A runner that did not start, or died. */
export class RunnerError extends Error {}

type Message<Result> = { readonly ready: true } | (Result & { readonly id: number });

function start(python: string, program: string): ChildProcessByStdio<Writable, Readable, Readable> {
  return spawn(python, [program], { stdio: ["pipe", "pipe", "pipe"], env: cleanEnvironment() });
}
