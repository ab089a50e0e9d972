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
  readonly files?: Readonly<Record<string, string>>;
}

function run({ head, body, files = {} }: StandIn): Promise<OldResult> {
  const handler = `${body.includes("await ") ? "async " : ""}def handler(job):\n    ${body}\n`;
  const text = `import runpod\n${head}\n${handler}\nrunpod.serverless.start({"handler": handler})\n`;
  const program = { file: "handler.py", files: { ...files, "handler.py": text } };
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
    {
      says: "a service on the web, encrypted",
      head: "import requests",
      body: 'return requests.post("https://api.test/v1", json={"a": 1}).json()["text"]',
      answer: {
        posted: { output: { $double: "POST https://api.test/v1({'a': 1})['text']" } },
        calls: ["POST https://api.test/v1({'a': 1})"],
      },
      services: ["api.test"],
    },
    {
      says: "such a service by an asynchronous client",
      head: "import asyncio, aiohttp\nasync def ask():\n    async with aiohttp.ClientSession() as session:\n        async with session.get('https://api.test/') as response:\n            return response.status",
      body: "return await ask()",
      answer: { posted: { output: 200 } },
      services: ["api.test"],
    },
    {
      says: "the image, which lays files of another folder beside the worker",
      files: { "src/prices.py": "APPLE = 3\n" },
      head: "import prices",
      body: "return prices.APPLE",
      answer: { posted: { output: 3 } },
      services: [],
    },
    {
      says: "a store of files, and archives on the web",
      head: "import io, requests, zipfile",
      body: [
        'archive = io.BytesIO(requests.get("https://files.test/data.zip?raw=true").content)',
        'return [zipfile.ZipFile(archive).namelist(), len(requests.put("https://files.test/a.png", data=b"1").content)]',
      ].join("\n    "),
      answer: { posted: { output: [["a.png", "a.txt", "b.png", "b.txt"], 0] } },
      services: ["files.test"],
    },
    {
      says: "folders that this machine lacks",
      head: "import os, pathlib, shutil\nos.makedirs('/no-such-top/out', exist_ok=True)",
      body: [
        "os.chdir('/no-such-top/out'); open('a.txt', 'w').write('a'); pathlib.Path('/no-such-top/out/b.txt').write_text('b')",
        "shutil.move('/no-such-top/out/a.txt', '/no-such-top/c.txt'); os.chdir('..'); shutil.rmtree('/no-such-top/out')",
        "return [os.getcwd(), os.listdir('/no-such-top'), open('/no-such-top/c.txt').read(), os.path.exists('/no-such-top/out')]",
      ].join("\n    "),
      answer: { posted: { output: ["/no-such-top", ["c.txt"], "a", false] } },
      services: [],
    },
    {
      says: "what a class inherits from a package that is not installed",
      head: "import abc, torch\nclass Net(torch.nn.Module, abc.ABC):\n    def generate(self, text):\n        return super().generate(text, top=1)",
      body: "return [Net.from_pretrained('a'), Net().generate('b')]",
      answer: {
        posted: { output: [{ $double: "Net.from_pretrained('a')" }, { $double: "Net().generate('b', top=1)" }] },
        calls: ["Net.from_pretrained('a')", "Net()", "Net().generate('b', top=1)"],
      },
      services: [],
    },
    {
      says: "whoever is waited for",
      head: "import json, requests, torch",
      body: [
        "while requests.get('http://127.0.0.1:9/job').json()['status'] != 'done': pass",
        "while torch.capture().is_open(): pass",
        "while json.loads(torch.socket().recv())['data']['node'] is not None: pass",
        "return 'came'",
      ].join("\n    "),
      answer: { posted: { output: "came" } },
      services: ["127.0.0.1:9"],
    },
    {
      says: "the time that is waited",
      head: "import asyncio, time",
      body: [
        "start = time.time()",
        "while time.time() - start < 600: time.sleep(1)",
        "await asyncio.sleep(600)",
        "return [round(time.time() - start, -2), round(time.monotonic_ns() - time.monotonic() * 1e9, -9) == 0]",
      ].join("\n    "),
      answer: { posted: { output: [1200, true] } },
      services: [],
    },
    {
      says: "what a program that is not installed prints and writes",
      head: "import json, os, subprocess",
      body: [
        "seconds = float(subprocess.check_output('no-such-probe a.mp4', shell=True))",
        "facts = json.loads(subprocess.check_output(['no-such-probe', '-of', 'json', 'a.mp4']))['streams'][0]",
        "os.system('no-such-program -i a.mp4 /tmp/of-a-program.wav')",
        "return [seconds > 0, str(facts)[-15:], open('/tmp/of-a-program.wav', 'rb').read(4).decode()]",
      ].join("\n    "),
      answer: { posted: { output: [true, "['streams'][0]›", "RIFF"] } },
      services: [],
    },
    {
      says: "the files that a double would have written",
      head: "import glob, os, pathlib, torch",
      body: [
        "torch.speak('text', file_path='spoken.wav'); torch.process(output_dir='/no-such-top/frames')",
        "folder = torch.snapshot('a/b')",
        "found = [*glob.glob(f'{folder}/*.safetensors'), *pathlib.Path(torch.other()).rglob('*.bin')]",
        "return [os.path.getsize('spoken.wav') > 44, os.listdir('/no-such-top/frames'), *map(os.path.basename, found)]",
      ].join("\n    "),
      answer: { posted: { output: [true, ["double.png"], "double.safetensors", "double.bin"] } },
      services: [],
    },
  ])("$says", async (standIn) => {
    const result = await run(standIn);
    expect(result.answers).toMatchObject([standIn.answer]);
    expect(result.services).toEqual(standIn.services);
  });
});
