import { basename, dirname, join } from "node:path";
import { eventsOf } from "./event-text.js";
import { freePort } from "./free-port.js";
import type { Json } from "./json.js";
import type { ProofSide } from "./proof-side.js";
import { ServedProgram, type Bounds } from "./served-program.js";
import type { Content, NewAnswer, NewResult, Task } from "./task.js";
import { timeout } from "./timeout.js";

/** The migrated app as `fal run --local` serves it, over HTTP. */
export class ServedApp implements ProofSide<NewResult> {
  constructor(
    private readonly bounds: Bounds,
    /** Answers the questions that need no server. */
    private readonly inProcess: ProofSide<NewResult>,
  ) {}

  async run(task: Task): Promise<NewResult> {
    if (
      task.survey === true ||
      task.describe === true ||
      task.together === true ||
      task.cancelled === true ||
      task.pictures !== undefined
    )
      return this.inProcess.run(task);
    const program = new ServedProgram(task, this.bounds);
    const [port, metricsPort] = [await freePort(), await freePort()];
    const words = ["run", "--local", basename(task.file), "--exposed-port", String(port)];
    const fal = join(dirname(this.bounds.python), process.platform === "win32" ? "fal.exe" : "fal");
    const ended = program.start(fal, [...words, "--exposed-metrics-port", String(metricsPort)], {
      HOME: program.folder,
    });
    try {
      return await served(task, program, ended, port);
    } finally {
      await program.stop(ended);
    }
  }

  stop(): Promise<void> {
    return this.inProcess.stop();
  }
}

async function served(task: Task, program: ServedProgram, ended: Promise<string>, port: number): Promise<NewResult> {
  const address = `http://127.0.0.1:${String(port)}`;
  const isReady = async (): Promise<boolean> =>
    program.listensOn(port) && (await fetch(`${address}/health`).catch(() => undefined))?.ok === true;
  const why = await waitUntilReady(isReady, ended, task.limits?.loadSeconds ?? 120);
  if (why !== undefined) return { started: false, why, answers: [], log: program.log };
  const answers: NewAnswer[] = [];
  const deadline = Date.now() + (task.limits?.totalSeconds ?? 900) * 1000;
  for (const { id, input } of task.requests) {
    if (Date.now() > deadline) {
      answers.push({ ended: "not tried" });
      continue;
    }
    const late = AbortSignal.timeout((task.limits?.requestSeconds ?? 60) * 1000);
    answers.push(await post(`${address}${task.path ?? "/"}`, id, input, late));
  }
  return { started: true, answers, log: program.log };
}

const pollMilliseconds = 100;

/** Undefined once the app itself answers on its port; else why it never will. */
async function waitUntilReady(
  isReady: () => Promise<boolean>,
  ended: Promise<string>,
  seconds: number,
): Promise<string | undefined> {
  let end: string | undefined;
  void ended.then((how) => (end = how));
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline && end === undefined) {
    if (await isReady()) return undefined;
    const pause = timeout(pollMilliseconds / 1000);
    await Promise.race([pause.passed, ended]);
    pause.cancel();
  }
  return end ?? "it did not say in time that it listens";
}

async function post(address: string, id: string, input: Json, signal: AbortSignal): Promise<NewAnswer> {
  try {
    const headers = { "content-type": "application/json", "x-fal-request-id": id };
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(input), signal });
    const text = await response.text();
    const common = { status: response.status, headers: Object.fromEntries(response.headers) };
    if (response.headers.get("content-type")?.startsWith("text/event-stream") !== true)
      return { ...common, body: content(text) };
    return { ...common, raw: text, events: eventsOf([text]).map((json) => ({ json })) };
  } catch (error) {
    return { ended: error instanceof Error && error.name === "TimeoutError" ? "time" : String(error) };
  }
}

function content(text: string): Content {
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    return { text };
  }
}
