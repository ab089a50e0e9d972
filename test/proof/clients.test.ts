import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/environments.js";
import { migrate } from "../../server/src/migration/engine.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";
import { packages, root } from "./sides.js";

let pythons: { readonly old: string; readonly fresh: string };

beforeAll(async () => {
  await loadGrammar();
  const [old, fresh] = [await pythonEnvironment("runpod", packages), await pythonEnvironment("fal", packages)];
  pythons = { old: old.python, fresh: fresh.python };
}, 600_000);

/** What a client's `ask` answers to a text and to an empty one, which fails. */
function answers(python: string, client: string): unknown {
  const env = { ...process.env, RUNPOD_API_KEY: "key", FAL_KEY: "id:secret", ENDPOINT_ID: "abc" };
  const arguments_ = ["-P", join(root, "test/proof/client_program.py")];
  const { stdout, stderr } = spawnSync(python, arguments_, { input: client, env, encoding: "utf8", timeout: 60_000 });
  expect(stdout, stderr).not.toBe("");
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

const CLIENTS: readonly (readonly [name: string, client: string])[] = [
  [
    "waits with /runsync",
    `import requests

URL = "https://api.runpod.ai/v2/abc/runsync"


def ask(text):
    response = requests.post(URL, json={"input": {"text": text}}, headers={"Authorization": "Bearer key"}, timeout=20)
    response.raise_for_status()
    job = response.json()
    if job["status"] != "COMPLETED":
        raise RuntimeError(job["error"])
    return job["output"]
`,
  ],
  [
    "takes the output alone",
    `import json
import requests


def ask(text):
    return requests.post("https://api.runpod.ai/v2/abc/runsync", data=json.dumps({"input": {"text": text}})).json()["output"]
`,
  ],
  [
    "asks for the status until the job is finished",
    `import os
import time
import requests

BASE = f"https://api.runpod.ai/v2/{os.environ['ENDPOINT_ID']}"
HEADERS = {"Authorization": f"Bearer {os.environ['RUNPOD_API_KEY']}"}


def ask(text):
    seen = []
    answer = requests.post(BASE + "/run", json={"input": {"text": text}}, headers=HEADERS)
    print("asking", BASE, answer.status_code)
    if answer.status_code != 200:
        raise ValueError(answer.text)
    status_url = f"{BASE}/status/{answer.json()['id']}"
    while True:
        state = requests.get(status_url, headers=HEADERS).json()
        seen.append(state["status"])
        if state["status"] == "COMPLETED":
            return [state["output"], seen]
        if state["status"] == "FAILED":
            raise RuntimeError(state["error"])
        time.sleep(0.01)
`,
  ],
  [
    "keeps the address in an object",
    `import requests


class Endpoint:
    def __init__(self, name):
        self.base = f"https://api.runpod.ai/v2/{name}"

    def submit(self, text):
        return requests.post(f"{self.base}/run", json={"input": {"text": text}}).json()["id"]

    def wait(self, job_id):
        response = requests.get(f"{self.base}/status/{job_id}")
        while response.ok and response.json()["status"] == "IN_QUEUE":
            response = requests.get(f"{self.base}/status/{job_id}")
        return response.json()["output"]


def ask(text):
    endpoint = Endpoint("abc")
    return endpoint.wait(endpoint.submit(text))
`,
  ],
];

describe("a client that writes its requests by hand gets the same answers from fal", () => {
  it.each(CLIENTS)("%s", (_name, client) => {
    const [changed] = migrate(workspaceOf({ "client.py": client })).changed;
    expect(changed?.text).not.toContain("runpod.ai");
    // A person names the app: here it is called like the endpoint.
    const fresh = (changed?.text ?? "")
      .replaceAll('"abc"', '"me/abc"')
      .replace("os.environ['ENDPOINT_ID']", '"me/abc"');
    expect(answers(pythons.fresh, fresh)).toEqual(answers(pythons.old, client));
  });
});
