import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestsOf } from "../../server/src/proof/requests.js";
import type { OldAnswer, OldResult } from "../../server/src/proof/task.js";
import { testBench, type TestBench } from "./sides.js";

let bench: TestBench;

beforeAll(async () => {
  bench = await testBench();
}, 600_000);

afterAll(() => bench.stop());

interface StandIn {
  readonly says: string;
  readonly head: string;
  readonly body: string;
  readonly answer: OldAnswer;
  readonly services: readonly string[];
}

function run({ head, body }: StandIn): Promise<OldResult> {
  const handler = `def handler(job):\n    ${body}\n`;
  const text = `import runpod\n${head}\n${handler}\nrunpod.serverless.start({"handler": handler})\n`;
  const program = { file: "handler.py", files: { "handler.py": text } };
  return bench.sides.old.run({ ...program, requests: requestsOf([{}]), doubles: ["torch"] });
}

const urlopen = "import json\nfrom urllib.request import urlopen";
const server = [
  "import json, threading",
  "from http.server import BaseHTTPRequestHandler, HTTPServer",
  "from urllib.request import urlopen",
  "class Own(BaseHTTPRequestHandler):",
  "    def do_GET(self):",
  "        self.send_response(200)",
  "        self.end_headers()",
  '        self.wfile.write(b"own")',
  'own = HTTPServer(("127.0.0.1", 0), Own)',
  "threading.Thread(target=own.serve_forever, daemon=True).start()",
].join("\n");

const call = "POST http://127.0.0.1:9/generate({'a': 1, 'steps': 2})";

describe("what this machine lacks is stood in for", { timeout: 60_000 }, () => {
  it.each<StandIn>([
    {
      says: "a service on loopback by a recording double",
      head: urlopen,
      body: `return json.loads(urlopen("http://127.0.0.1:9/generate", data=b'{"steps": 2, "a": 1}').read())["images"][0]`,
      answer: { posted: { output: { $double: `${call}['images'][0]` } }, calls: [call] },
      services: ["127.0.0.1:9"],
    },
    {
      says: "such a service by the address of any interface",
      head: "import requests",
      body: 'return requests.get("http://0.0.0.0:9/v1/models").status_code',
      answer: { posted: { output: 200 }, calls: ["GET http://0.0.0.0:9/v1/models()"] },
      services: ["0.0.0.0:9"],
    },
    {
      says: "but not a service that the worker itself runs",
      head: server,
      body: 'return urlopen(f"http://127.0.0.1:{own.server_port}/").read().decode()',
      answer: { posted: { output: "own" }, calls: [] },
      services: [],
    },
    {
      says: "the web, for inputs that are addresses",
      head: "import io, requests\nfrom PIL import Image",
      body: 'return Image.open(io.BytesIO(requests.get("http://inputs.test/picture.png").content)).size',
      answer: { posted: { output: [8, 8] }, calls: [] },
      services: [],
    },
    {
      says: "the web, for RunPod's own download",
      head: "import os\nfrom runpod.serverless.utils import rp_download",
      body: 'return os.path.getsize(rp_download.file("http://inputs.test/picture.png")["file_path"])',
      answer: { posted: { output: expect.any(Number) as number } },
      services: [],
    },
    {
      says: "a program that is not installed",
      head: "import subprocess",
      body: 'return subprocess.run(["no-such-program", "-i", "a"], check=True, capture_output=True).returncode',
      answer: { posted: { output: 0 }, calls: ["run(list('no-such-program', '-i', 'a'))"] },
      services: [],
    },
    {
      says: "but not a folder that is not there",
      head: "import subprocess",
      body: 'return subprocess.run(["true"], cwd="/no/such/folder").returncode',
      answer: { posted: { error: expect.stringContaining("/no/such/folder") as string } },
      services: [],
    },
    {
      says: "a service whose program has ended",
      head: `${urlopen}\nimport subprocess, time\nown = subprocess.Popen(["false"])\ntime.sleep(0.2)`,
      body: `return json.loads(urlopen("http://127.0.0.1:9/health").read())`,
      answer: { calls: ["GET http://127.0.0.1:9/health()"] },
      services: ["127.0.0.1:9"],
    },
    {
      says: "what a model is given by a tokenizer",
      head: "import torch",
      body: 'return sorted(dict(**torch.tokenize(job["id"]).to("cuda")))',
      answer: { posted: { output: ["attention_mask", "input_features", "input_ids", "pixel_values"] } },
      services: [],
    },
    {
      says: "an array of pixels",
      head: "import numpy, torch\nfrom PIL import Image",
      body: "return [Image.fromarray(value).size for value in (torch.zeros(3), numpy.array(torch.zeros(3)))]",
      answer: {
        posted: {
          output: [
            [8, 8],
            [8, 8],
          ],
        },
      },
      services: [],
    },
  ])("$says", async (standIn) => {
    const result = await run(standIn);
    expect(result.answers).toMatchObject([standIn.answer]);
    expect(result.services).toEqual(standIn.services);
  });
});
