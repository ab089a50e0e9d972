import { beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../server/src/migration/engine.js";
import type { RuleName } from "../../server/src/migration/rules/names.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";

beforeAll(loadGrammar);

interface Case {
  readonly what: string;
  readonly code: string;
  /** Rule, line and a part of each note that is wanted, in order; notes of other rules are not looked at. */
  readonly notes: readonly (readonly [RuleName, number, string])[];
  readonly files?: Readonly<Record<string, string>>;
}

/** The rules whose notes speak of a behaviour. What else a report notes, such as the machine type, is tested elsewhere. */
const RULES_OF_CHANGES: ReadonlySet<RuleName> = new Set([
  "quiet-change",
  "error-return",
  "input-type",
  "completed-error",
  "nested-output",
  "possible-error",
  "concurrency-modifier",
  "generator-handler",
  "return-aggregate-stream",
  "refresh-worker",
  "start-option",
  "validator-rule",
]);

const CASES: readonly Case[] = [
  {
    what: "nothing of this in a plain worker",
    code: `
import runpod

def handler(job):
    text = job["input"]["text"]
    return {"text": text.upper()}

runpod.serverless.start({"handler": handler})
`,
    notes: [],
  },
  {
    what: "status words: a returned error",
    code: `
import runpod

def handler(job):
    text = job["input"]["text"]
    if not text:
        return {"error": "no text"}
    return {"text": text.upper()}

runpod.serverless.start({"handler": handler})
`,
    notes: [["error-return", 7, "the request COMPLETED"]],
  },
  {
    what: "status words: a raise; an error that was a success stays one",
    code: `
import runpod

def handler(job):
    text = job["input"]["text"]
    if text == "a":
        raise ValueError("not a")
    if text == "b":
        return {"status": "error", "message": "not b"}
    return {"text": text.upper()}

runpod.serverless.start({"handler": handler})
`,
    notes: [
      ["error-return", 7, "the request COMPLETED"],
      ["completed-error", 9, "answers 200"],
    ],
  },
  {
    what: "size: a file in the answer; one that goes elsewhere is none",
    code: `
import base64
import runpod

def handler(job):
    data = open(job["input"]["path"], "rb").read()
    print({"debug": len(base64.b64encode(data))})
    encoded = base64.b64encode(data).decode()
    return {"file": encoded}

runpod.serverless.start({"handler": handler})
`,
    notes: [["quiet-change", 8, "10 MB"]],
  },
  {
    what: "size: base64 for another server",
    code: `
import base64
import requests
import runpod

def handler(job):
    data = open(job["input"]["path"], "rb").read()
    reply = requests.post("http://127.0.0.1:3000/x", json={"image": base64.b64encode(data).decode()})
    return {"status_code": reply.status_code}

runpod.serverless.start({"handler": handler})
`,
    notes: [],
  },
  {
    what: "retention: a link that RunPod's SDK signed",
    code: `
import runpod
from runpod.serverless.utils import rp_upload

def handler(job):
    path = job["input"]["path"]
    return {"url": rp_upload.upload_image(job["id"], path)}

runpod.serverless.start({"handler": handler})
`,
    notes: [["quiet-change", 7, "seven days"]],
  },
  {
    what: "retries: what the handler sends away, in a helper too",
    code: `
import requests
import runpod

def tell(text):
    requests.post("https://example.com/hook", json={"text": text})

def handler(job):
    text = job["input"]["text"]
    tell(text)
    return {"text": text}

runpod.serverless.start({"handler": handler})
`,
    notes: [["quiet-change", 6, "sent again"]],
  },
  {
    what: "timeouts: work that takes hours",
    code: `
import subprocess
import runpod

def handler(job):
    name = job["input"]["name"]
    subprocess.run(["accelerate", "launch", "train.py", name], check=True)
    subprocess.run(["ls"], timeout=20)
    return {"name": name}

runpod.serverless.start({"handler": handler})
`,
    notes: [["quiet-change", 7, "request_timeout"]],
  },
  {
    what: "503: an exception that speaks of the GPU",
    code: `
import runpod
import torch

def handler(job):
    text = job["input"]["text"]
    return {"count": int(torch.ones(len(text)).sum())}

runpod.serverless.start({"handler": handler})
`,
    notes: [["quiet-change", 5, "answers 503"]],
  },
  {
    what: "503: not where the handler catches everything",
    code: `
import runpod
import torch

def handler(job):
    try:
        text = job["input"]["text"]
        return {"count": int(torch.ones(len(text)).sum())}
    except Exception as e:
        return {"error": str(e)}

runpod.serverless.start({"handler": handler})
`,
    notes: [["error-return", 10, "the request COMPLETED"]],
  },
  {
    what: "refresh_worker: both forms",
    code: `
import runpod

def handler(job):
    text = job["input"]["text"]
    if not text:
        return {"error": "no text", "refresh_worker": True}
    return {"text": text, "refresh_worker": True}

runpod.serverless.start({"handler": handler})
`,
    notes: [
      ["error-return", 7, "the request COMPLETED"],
      ["refresh-worker", 7, "503"],
      ["refresh-worker", 8, "response header"],
    ],
  },
  {
    what: "streams: without a list",
    code: `
import runpod

def handler(job):
    for word in job["input"]["text"].split():
        yield word

runpod.serverless.start({"handler": handler})
`,
    notes: [["generator-handler", 4, "`/stream` alone"]],
  },
  {
    what: "streams: with a list",
    code: `
import runpod

def handler(job):
    for word in job["input"]["text"].split():
        yield word

runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
`,
    notes: [
      ["generator-handler", 4, "two requests"],
      ["return-aggregate-stream", 8, "list of chunks"],
    ],
  },
  {
    what: "integers and floats: what the code shows decides what is refused",
    code: `
import runpod

def handler(job):
    job_input = job["input"]
    steps = job_input.get("steps", 20)
    scale = job_input.get("scale", 7.5)
    count = int(job_input.get("count", 1))
    return {"steps": steps, "scale": scale, "count": count}

runpod.serverless.start({"handler": handler})
`,
    notes: [
      ["input-type", 6, "`steps` is an integer"],
      ["input-type", 7, "`scale` is a float"],
      ["input-type", 8, "`count` is cast"],
    ],
  },
  {
    what: "integers: the validator took booleans; a limit that it skipped is said",
    code: `
import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {"steps": {"type": int, "required": False, "default": 20, "constraints": lambda s: 0 < s < 100}}

def handler(job):
    checked = validate(job["input"], SCHEMA)
    if "errors" in checked:
        return {"error": checked["errors"]}
    steps = checked["validated_input"]["steps"]
    return {"steps": steps}

runpod.serverless.start({"handler": handler})
`,
    notes: [
      ["validator-rule", 5, "has not checked constraints"],
      ["error-return", 10, "the request COMPLETED"],
      ["input-type", 11, "took \`true\` for 1"],
    ],
  },
  {
    what: "threads: what belongs to the thread that loads the worker",
    code: `
import signal
import sqlite3
import runpod
import torch
import decimal
decimal.getcontext().prec = 4
torch.set_grad_enabled(False)
shared = sqlite3.connect(":memory:")

def handler(job):
    try:
        signal.alarm(5)
        return {"ones": torch.ones(job["input"]["count"]).tolist()}
    except Exception:
        return {"ones": []}

runpod.serverless.start({"handler": handler})
`,
    notes: [
      ["quiet-change", 7, "context of its own"],
      ["quiet-change", 13, "main thread alone"],
    ],
  },
  {
    what: "threads: an async handler stays in the main thread",
    code: `
import runpod
import torch

torch.set_grad_enabled(False)

async def handler(job):
    try:
        return {"ones": torch.ones(job["input"]["count"]).tolist()}
    except Exception:
        return {"ones": []}

runpod.serverless.start({"handler": handler})
`,
    notes: [],
  },
  {
    what: "logging: a set-up that came too late",
    code: `
import logging
import runpod

logging.basicConfig(level=logging.DEBUG)

def handler(job):
    logging.debug("called")
    return {"text": job["input"]["text"]}

runpod.serverless.start({"handler": handler})
`,
    notes: [["quiet-change", 5, "did nothing"]],
  },
  {
    what: "output: what RunPod nested, and what may be an error",
    code: `
import runpod

def work(text):
    if not text:
        return {"error": "no text"}
    return {"text": text}

def handler(job):
    if job["input"].get("wrap"):
        return {"output": 1}
    result = work(job["input"].get("text"))
    return result

runpod.serverless.start({"handler": handler})
`,
    notes: [
      ["nested-output", 11, "output.output"],
      ["possible-error", 13, "HTTPException"],
    ],
  },
  {
    what: "scaling: the values of runpod.toml",
    code: `
import runpod

def handler(job):
    return {"text": job["input"]["text"]}

runpod.serverless.start({"handler": handler, "startup_timeout": 90})
`,
    files: { "runpod.toml": "[endpoint]\nactive_workers = 1\nmax_workers = 4\n" },
    notes: [
      ["quiet-change", 1, "`min_concurrency=1` and `max_concurrency=4`"],
      ["start-option", 7, "startup_timeout"],
    ],
  },
];

describe("a report announces what changes without a trace in the code", () => {
  test.each(CASES)("$what", ({ code, files, notes }) => {
    const workspace = workspaceOf({ ...files, "handler.py": code });
    const report = migrate(workspace, ["handler.py"]).files[0];
    const found = report?.notes.filter(({ rule }) => RULES_OF_CHANGES.has(rule)) ?? [];
    expect(found).toEqual(
      notes.map(([rule, line, part]) => ({ rule, line, reason: expect.stringContaining(part) as string })),
    );
  });
});

interface ConcurrencyCase {
  readonly modifier: string;
  readonly handler?: string;
  readonly option: string | undefined;
  readonly says: string;
}

const CONCURRENCY: readonly ConcurrencyCase[] = [
  { modifier: "lambda current: 8", option: "max_multiplexing=8", says: "becomes `max_multiplexing=8`" },
  { modifier: "lambda current: MOST", option: "max_multiplexing=30", says: "the default of `MOST`" },
  { modifier: "lambda current: min(current + 1, 6)", option: "max_multiplexing=6", says: "becomes" },
  { modifier: "adjust", option: "max_multiplexing=10", says: "`adjust` becomes" },
  { modifier: "lambda current: current", option: undefined, says: "fal's default too" },
  { modifier: "lambda current: current + 1", option: undefined, says: "cannot be read" },
  { modifier: "most_of", option: undefined, says: "unless `MOST` says otherwise" },
  { modifier: "lambda current: 8", handler: "def", option: undefined, says: "not async" },
];

describe("concurrency_modifier", () => {
  test.each(CONCURRENCY)("$modifier, $handler", ({ modifier, handler, option, says }) => {
    const code = `
import os
import runpod

MOST = int(os.getenv("MOST", "30"))
busy = 0

def adjust(current):
    limit = 10
    if busy > 3 and current < limit:
        return current + 1
    elif current > 1:
        return current - 1
    return current

def most_of(default=300):
    return int(os.getenv("MOST", default))

${handler ?? "async def"} handler(job):
    return {"text": job["input"]["text"]}

runpod.serverless.start({"handler": handler, "concurrency_modifier": ${modifier}})
`;
    const { changed, files } = migrate(workspaceOf({ "handler.py": code }));
    const options = /max_multiplexing=\d+/.exec(changed[0]?.text ?? "")?.[0];
    expect(options).toBe(option);
    const note = files[0]?.notes.find(({ rule }) => rule === "concurrency-modifier");
    expect(note?.reason).toContain(says);
  });
});
