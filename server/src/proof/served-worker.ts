import { readFileSync } from "node:fs";
import { isObject, type Json, type JsonObject } from "./json.js";
import { JobService, type PostedJob } from "./job-service.js";
import type { ProofSide } from "./proof-side.js";
import { ServedProgram, type Bounds } from "./served-program.js";
import { timeout } from "./timeout.js";
import type { OldAnswer, OldResult, Task } from "./task.js";

/** The unmodified worker in production mode: its own process, which fetches jobs from a service on loopback. */
export class ServedWorker implements ProofSide<OldResult> {
  constructor(
    private readonly bounds: Bounds,
    /** Answers the questions that need no worker. */
    private readonly inProcess: ProofSide<OldResult>,
  ) {}

  async run(task: Task): Promise<OldResult> {
    // A later call of `start` is never reached in a real process.
    if (task.survey === true || task.together === true || task.registration !== undefined)
      return this.inProcess.run(task);
    const service = new JobService();
    await service.start();
    const program = new ServedProgram(task, this.bounds);
    const ended = program.start(this.bounds.python, [task.file], service.environment());
    try {
      return await served(task, service, program, ended);
    } finally {
      await program.stop(ended);
      await service.stop();
    }
  }

  stop(): Promise<void> {
    return this.inProcess.stop();
  }
}

async function served(
  task: Task,
  service: JobService,
  program: ServedProgram,
  ended: Promise<string>,
): Promise<OldResult> {
  const jobs: PostedJob[] = [];
  let end: string | undefined;
  void ended.then((how) => (end = how));
  const deadline = Date.now() + (task.limits?.totalSeconds ?? 900) * 1000;
  for (const request of task.requests) {
    if (Date.now() > deadline) break;
    const late = timeout(task.limits?.requestSeconds ?? 60);
    jobs.push(await service.result(request, Promise.race([ended, late.passed])));
    late.cancel();
  }
  const answers = task.requests.map((_, index): OldAnswer => {
    const job = jobs[index];
    return job === undefined ? { ended: "not tried" } : answerOf(job, end, program.folder);
  });
  const streams = jobs.some((job) => job.isStream);
  const aggregates = streams && jobs.some(({ posted }) => isLongList(posted?.["output"]));
  return { started: true, answers, log: program.log, streams, aggregates };
}

function isLongList(output: Json | undefined): boolean {
  return Array.isArray(output) && output.length > 0;
}

function answerOf({ stream, posted }: PostedJob, end: string | undefined, folder: string): OldAnswer {
  if (posted === undefined) return { ended: end ?? "nothing was posted", stream };
  const fault = faultOf(posted["error"], folder);
  return { posted, stream, ...(fault === undefined ? {} : { fault }) };
}

/** The exception in what the SDK made of it. Its own text tells the file and the line that raised it. */
function faultOf(error: Json | undefined, folder: string): OldAnswer["fault"] {
  if (typeof error !== "string") return undefined;
  const streamed = /^handler: ([\s\S]*?) \ntraceback: ([\s\S]*)$/.exec(error);
  if (streamed !== null) return { message: streamed[1] ?? "", own: isOwn(streamed[2] ?? "", folder) };
  const { error_message: message, error_traceback: trace } = error.includes('"error_traceback"') ? parsed(error) : {};
  if (typeof message !== "string" || typeof trace !== "string") return undefined;
  return { message, own: isOwn(trace, folder) };
}

function parsed(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** Whether the innermost frame is a `raise` of this error in the worker's own files. */
function isOwn(trace: string, folder: string): boolean {
  const [, file, line] = [...trace.matchAll(/^ *File "([^"]+)", line (\d+)/gm)].at(-1) ?? [];
  const [, type = ""] = [...trace.matchAll(/^(?:\w+\.)*(\w+)(?::|$)/gm)].at(-1) ?? [];
  if (file?.startsWith(folder) !== true) return false;
  const statement = readFileSync(file, "utf8").split("\n")[Number(line) - 1] ?? "";
  const [, raised] = /\braise\s+(?:\w+\.)*(\w+)/.exec(statement) ?? [];
  return raised === undefined
    ? type === "AssertionError" && /\bassert\b/.test(statement)
    : raised === type || /^[a-z]/.test(raised);
}
