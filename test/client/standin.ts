import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pythonEnvironment } from "../../scripts/environments.js";

export const KEY = "kid:ksecret";

/** fal's control plane on this machine, for the real CLI and for the extension's own calls. */
export interface StandIn {
  readonly port: number;
  /** What points the real CLI at it. */
  readonly env: NodeJS.ProcessEnv;
  /** What a test changes of its behaviour. */
  scenario(changes: Readonly<Record<string, unknown>>): Promise<unknown>;
  log(entry: Readonly<Record<string, unknown>>): Promise<unknown>;
  cutStreams(): Promise<unknown>;
  reset(): Promise<unknown>;
  state(): Promise<{ readonly apps: Readonly<Record<string, unknown>>; readonly open_streams: number }>;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const { python } = await pythonEnvironment("fal");
  const server = join(process.cwd(), "test/standin/server.py");
  const child = spawn(python, ["-P", server, "--port", "0", "--key", KEY, "--quiet"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).once("line", (line) => {
      resolve((JSON.parse(line) as { port: number }).port);
    });
    child.once("exit", () => {
      reject(new Error("the stand-in ended before it was ready"));
    });
  });
  const home = mkdtempSync(join(tmpdir(), "fal-home-"));
  const control = async (name: string, body: unknown): Promise<unknown> => {
    const address = `http://127.0.0.1:${String(port)}/__standin/${name}`;
    const response = await fetch(address, { method: "POST", body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  return {
    port,
    env: environment(port, home),
    scenario: (changes) => control("scenario", changes),
    log: (entry) => control("log", entry),
    cutStreams: () => control("cut-streams", {}),
    reset: () => control("reset", {}),
    state: async () => (await control("state", {})) as Awaited<ReturnType<StandIn["state"]>>,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** No key and no settings of the person who runs the tests. */
function environment(port: number, home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(FAL_|ISOLATE_)/.test(name));
  const host = `localhost:${String(port)}`;
  return { ...Object.fromEntries(kept), ISOLATE_TEST_MODE: "1", FAL_GRPC_HOST: host, FAL_REST_HOST: host, HOME: home };
}
