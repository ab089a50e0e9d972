import { basename, dirname } from "node:path";
import { FailureError, type Failure } from "../failure.js";
import { startChild, type Child, type OutputStream } from "../process/child.js";
import { listensOn } from "../process/port-owner.js";
import type { FalPython } from "../python/probe.js";
import { diagnose } from "./diagnose.js";
import { LocalOutput } from "./output.js";

export interface LocalAppOptions {
  readonly python: FalPython;
  /** Absolute. */
  readonly file: string;
  readonly class: string;
  readonly env: NodeJS.ProcessEnv;
  readonly port: number;
  readonly metricsPort: number;
  /** Sees what is worth reading of the app's output. */
  readonly onLine: (line: string, stream: OutputStream) => void;
  readonly grace?: number;
}

/** An app that the real `fal run --local` serves on this machine. */
export interface LocalApp {
  /** `http://127.0.0.1:N` */
  readonly address: string;
  /** As it can be typed in a terminal. */
  readonly command: readonly string[];
  readonly pid: number | undefined;
  /** Resolves when the app answers; rejects with a {@link FailureError} when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves when the process has ended: with the failure, unless it was asked to end. */
  readonly ended: Promise<Failure | undefined>;
  stop(): Promise<void>;
}

const POLL_INTERVAL = 150;
const POLL_TIMEOUT = 2000;

/** Starts an app in its own folder. `setup()` may load models for minutes, so waiting for it has no limit. */
export function startLocalApp(options: LocalAppOptions): LocalApp {
  const { python, file, port, metricsPort } = options;
  const output = new LocalOutput();
  const ports = ["--exposed-port", String(port), "--exposed-metrics-port", String(metricsPort)];
  // `--debug` adds the place of an error to fal's one line of text, and nothing else.
  const command = [...python.fal, "run", "--debug", "--local", `${basename(file)}::${options.class}`, ...ports];
  const child = startChild({
    command,
    cwd: dirname(file),
    env: options.env,
    onLine(line, stream) {
      if (output.take(line, stream)) options.onLine(line, stream);
    },
    ...(options.grace === undefined ? {} : { grace: options.grace }),
  });
  return follow(options, command, child, output);
}

function follow(options: LocalAppOptions, command: readonly string[], child: Child, output: LocalOutput): LocalApp {
  const address = `http://127.0.0.1:${options.port}`;
  const state = { wasReady: false, stopping: false };
  const ended = child.ended.then((ending) => {
    if (state.stopping) return undefined;
    const { python, file, class: name } = options;
    const { stdout, stderr } = output;
    const { wasReady } = state;
    const folder = dirname(file);
    return diagnose({ stdout, stderr, ending, wasReady, python: python.python, file, folder, class: name });
  });
  const { port } = options;
  const isOurs = (): Promise<boolean> =>
    output.listensOn(port) || child.pid === undefined ? Promise.resolve(true) : listensOn(port, child.pid);
  const ready = untilHealthy(address, child, isOurs).then(async (healthy) => {
    state.wasReady = healthy;
    if (healthy) return;
    throw new FailureError((await ended) ?? { kind: "stopped", message: "", remedy: { kind: "retry" } });
  });
  ready.catch(() => undefined); // Whoever waits for it sees the failure; nobody has to.
  const stop = async (): Promise<void> => {
    state.stopping = true;
    await child.stop();
  };
  return { address, command, pid: child.pid, ready, ended, stop };
}

/** Asks until the app itself answers, and not somebody else who holds its port, or its process has ended. */
async function untilHealthy(address: string, child: Child, isOurs: () => Promise<boolean>): Promise<boolean> {
  const process = { ended: false };
  const ended = child.ended.then(() => {
    process.ended = true;
  });
  while (!process.ended) {
    if ((await isHealthy(address)) && (await isOurs())) return true;
    await Promise.race([ended, pause(POLL_INTERVAL)]);
  }
  return false;
}

async function isHealthy(address: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${address}/health`, { signal: AbortSignal.timeout(POLL_TIMEOUT) });
    return ok;
  } catch {
    return false;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
