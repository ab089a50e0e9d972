import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json, JsonObject } from "./json.js";
import type { Request } from "./task.js";

/** What a worker posted about one job. */
export interface PostedJob {
  readonly stream: Json[];
  /** The last post, once it has come. */
  posted: JsonObject | undefined;
  isStream: boolean;
}

/** RunPod's job service on loopback: hands out jobs one by one and takes what the worker posts about them. */
export class JobService {
  private readonly server: Server;
  private readonly waiting: Request[] = [];
  private readonly jobs = new Map<string, PostedJob>();
  private changed: () => void = () => undefined;

  constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request, response);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  /** What the SDK reads to find the service; with it a worker runs in production mode. */
  environment(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    const base = `http://127.0.0.1:${String(port)}/v2/local`;
    return {
      RUNPOD_WEBHOOK_GET_JOB: `${base}/job-take/$ID?gpu=none`,
      RUNPOD_WEBHOOK_POST_OUTPUT: `${base}/job-done/$RUNPOD_POD_ID/$ID?gpu=none`,
      RUNPOD_WEBHOOK_POST_STREAM: `${base}/job-stream/$RUNPOD_POD_ID/$ID?gpu=none`,
      RUNPOD_POD_ID: "local-worker",
      // Else the SDK looks for a network and a GPU, and ends the worker where there are none.
      RUNPOD_SKIP_AUTO_SYSTEM_CHECKS: "true",
      RUNPOD_SKIP_GPU_CHECK: "true",
    };
  }

  /** Queues a job and waits for its last post, or until `given up` resolves. */
  async result(request: Request, givenUp: Promise<unknown>): Promise<PostedJob> {
    const job: PostedJob = { stream: [], posted: undefined, isStream: false };
    this.jobs.set(request.id, job);
    this.waiting.push(request);
    const done = new Promise<void>((resolve) => {
      this.changed = () => {
        if (job.posted !== undefined) resolve();
      };
    });
    await Promise.race([done, givenUp]);
    return job;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (request.method === "GET") {
      this.take(url, response);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const parts = url.pathname.split("/");
    this.keep(parts[3] ?? "", parts.at(-1) ?? "", url, Buffer.concat(chunks).toString("utf8"));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }

  /** A free worker asks again and again; it is told to wait by an empty answer. */
  private take(url: URL, response: ServerResponse): void {
    if (!url.pathname.includes("/job-take")) {
      response.writeHead(204).end();
      return;
    }
    const job = this.waiting.shift();
    if (job === undefined) {
      setTimeout(() => response.writeHead(204).end(), 50);
      return;
    }
    const body = JSON.stringify(url.pathname.includes("/job-take-batch/") ? [job] : job);
    response
      .writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
      .end(body);
  }

  private keep(kind: string, id: string, url: URL, text: string): void {
    const job = this.jobs.get(id);
    const body = JSON.parse(text === "" ? "{}" : text) as JsonObject;
    if (job === undefined || body["status"] === "IN_PROGRESS") return;
    if (kind === "job-stream") job.stream.push(body["output"] ?? null);
    else {
      job.posted = body;
      job.isStream = url.searchParams.get("isStream") === "true";
    }
    this.changed();
  }
}
