import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Sees every line of both streams as it comes. */
  readonly onLine?: (line: string) => void;
  readonly timeout?: number;
}

export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/** Why a program that we started did not do its work: its own last words. */
export class CommandError extends Error {}

/** Runs a program to its end and returns what it said, whatever its exit code. */
export async function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    timeout: options.timeout,
    shell: process.platform === "win32" && command === "npm",
  });
  child.stdin?.end(options.input);
  const lines: string[] = [];
  onLines(child, (line) => {
    lines.push(line);
    options.onLine?.(line);
  });
  const code = await ended(child, command);
  return { code, output: lines.join("\n") };
}

/** Runs a program that must succeed. */
export async function runOrFail(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  const tail = output.split("\n").slice(-15).join("\n");
  throw new CommandError(`\`${[command, ...args].join(" ")}\` ended with ${String(code)}:\n${tail}`);
}

/** Hands every line of a child's two streams on. */
export function onLines(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
  }
}

/** Asks a child to end, and insists after a grace time. */
export async function stop(child: ChildProcess, grace = 5_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise<void>((resolve) =>
    child.once("exit", () => {
      resolve();
    }),
  );
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), grace);
  await end;
  clearTimeout(insist);
}

function ended(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      reject(new CommandError(`\`${command}\` cannot be started: ${error.message}`));
    });
    child.once("close", (code) => {
      resolve(code ?? 1);
    });
  });
}
