import { beforeAll, expect, it } from "vitest";
import { migrate } from "../../server/src/migration/engine.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";

beforeAll(loadGrammar);

const client = `import os
import requests

key = os.environ["RUNPOD_API_KEY"]


def ask(prompt):
    address = f"https://api.runpod.ai/v2/{os.environ['RUNPOD_ENDPOINT_ID']}/runsync"
    answer = requests.post(address, json={"input": {"prompt": prompt}}, headers={"Authorization": f"Bearer {key}"})
    return answer.json()["output"]
`;

/** The answer is handed on as it came, so that nobody here knows what reads it. */
const handedOn = client.replace("answer.json()[\"output\"]", "answer");

it("calls the app where what is sent and read can be followed", () => {
  const { changed, files } = migrate(workspaceOf({ "client.py": client }));
  expect(changed[0]?.text).toContain('answer = run_job(address, arguments={"prompt": prompt})');
  expect(files[0]?.decisions.map(({ rule, line }) => ({ rule, line }))).toEqual([{ rule: "endpoint-http", line: 8 }]);
});

it("sends no key of fal's to an address of RunPod's", () => {
  expect(migrate(workspaceOf({ "client.py": handedOn })).changed).toEqual([]);
});

it("leaves an answer that is handed on to a person", () => {
  const { files } = migrate(workspaceOf({ "client.py": handedOn }));
  expect(files[0]?.decisions.map(({ rule, line }) => ({ rule, line }))).toEqual([{ rule: "endpoint-http", line: 8 }]);
});

it("leaves an OpenAI client on RunPod's proxy to a person", () => {
  const text = `from openai import OpenAI\n\nclient = OpenAI(base_url="https://api.runpod.ai/v2/abc/openai/v1")\n`;
  const { files } = migrate(workspaceOf({ "chat.py": text }));
  expect(files[0]?.decisions.map(({ rule }) => rule)).toEqual(["openai-route"]);
});
