import { spawn, type ChildProcess } from "node:child_process";
import { LineSplitter } from "./lines.js";

export type OutputStream = "stdout" | "stderr";

export interface ChildOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string, stream: OutputStream) => void;
  /** How long a process that was asked to end may take, in milliseconds. */
  readonly grace?: number;
}

/** How a process ended. `error` says why it could not even start. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: NodeJS.ErrnoException;
}

export interface Child {
  readonly pid: number | undefined;
  /** Never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks the process to end, and ends it and all that it started where it does not. */
  stop(): Promise<Ending>;
}

const DEFAULT_GRACE = 5000;
/** A grandchild may hold the pipes open after the process itself has gone. */
const PIPES_GRACE = 1000;

/** Starts a program without a shell, in a group of its own, so that its whole family can be ended. */
export function startChild({ command, cwd, env, onLine, grace = DEFAULT_GRACE }: ChildOptions): Child {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  for (const stream of ["stdout", "stderr"] as const) {
    const splitter = new LineSplitter((line) => {
      onLine(line, stream);
    });
    child[stream].on("data", (chunk: Buffer) => {
      splitter.push(chunk);
    });
    child[stream].on("end", () => {
      splitter.end();
    });
  }
  const ended = endingOf(child);
  return { pid: child.pid, ended, stop: () => stop(child, ended, grace) };
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve({ code: null, signal: null, error });
    });
    child.once("close", (code, signal) => {
      resolve({ code, signal });
    });
    child.once("exit", (code, signal) => {
      setTimeout(() => {
        resolve({ code, signal });
      }, PIPES_GRACE).unref();
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<Ending>, grace: number): Promise<Ending> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return ended;
  if (process.platform === "win32") endFamilyOnWindows(pid);
  else child.kill("SIGTERM");
  const impatience = setTimeout(() => {
    killGroup(pid);
  }, grace);
  const ending = await ended;
  clearTimeout(impatience);
  killGroup(pid);
  return ending;
}

/** Ends at once what is left of a process and its children; for when the window goes. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // Nobody is left, which is what was wanted.
  }
}

/** Windows knows no signals and no groups. */
function endFamilyOnWindows(pid: number): void {
  spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { windowsHide: true, stdio: "ignore" });
}
