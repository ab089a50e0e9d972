import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { History } from "../../client/src/invoke/history.js";
import { findMedia } from "../../client/src/invoke/media.js";
import { sampleInput } from "../../client/src/invoke/sample.js";
import { snippet } from "../../client/src/invoke/snippets.js";
import { draftOf, initialDraft, missingFields, withField } from "../../client/webview/draft.js";
import { limitsText, readNumber, type NumberControl } from "../../client/webview/number-text.js";
import type { Answer, Endpoint, Field, JsonValue } from "../../client/webview/protocol.js";
import { pythonEnvironment } from "../../scripts/environments.js";

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

describe("media in an answer", () => {
  it.each<readonly [string, JsonValue, readonly (readonly [at: string, kind: string, source: string])[]]>([
    ["a data URI", { image: `data:image/png;base64,${png}` }, [["image", "image", "data:image/png;"]]],
    ["base64 alone", [png], [["[0]", "image", "data:image/png;base64,iVBOR"]]],
    ["a file of fal", { a: { url: "https://a/x", content_type: "audio/wav" } }, [["a.url", "audio", "https://a/x"]]],
    ["an address", { out: { video: "https://a/x.mp4?t=1" } }, [["out.video", "video", "https://a/x.mp4?t=1"]]],
    ["a plain address", { page: "https://a/x.html" }, []],
    ["a long word", { id: "a".repeat(200) }, []],
    ["a text that begins like base64", { text: `iVBORw0KGgo is how a PNG begins ${"x".repeat(80)}` }, []],
    ["an address of a script", { url: "javascript:alert(1)", content_type: "image/png" }, []],
  ])("%s", (_, value, expected) => {
    const found = findMedia(value);
    expect(found).toHaveLength(expected.length);
    for (const [index, [at, kind, source]] of expected.entries()) {
      expect(found[index]).toMatchObject({ at, kind, source: expect.stringContaining(source) as string });
    }
  });
});

describe("the sample input beside an app", () => {
  it.each([
    ["a job of RunPod", '{"input": {"a": 1}, "id": "x"}', { a: 1 }],
    ["a bare input", '{"a": 1}', { a: 1 }],
    ["an input with a field named input", '{"input": {"a": 1}, "b": 2}', { input: { a: 1 }, b: 2 }],
    ["an input that is a text", '{"input": "x"}', { input: "x" }],
    ["a list", "[1]", undefined],
    ["no JSON", "{", undefined],
  ])("%s", (_, text, expected) => {
    expect(sampleInput(text)).toEqual(expected);
  });
});

describe("a request as a program sends the panel's very body", () => {
  const body = { text: 'it\'s "so" $HOME \\ ä 🙂\n', none: null, yes: true, list: [1, 2.5, {}], empty: [] };
  it.each(["curl", "python"] as const)("%s", async (kind) => {
    const received: string[] = [];
    const server = createServer((request, response) => {
      request.on("data", (chunk: Buffer) => received.push(chunk.toString()));
      request.on("end", () => response.end("{}"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await run(kind, snippet(kind, url, body));
    expect(JSON.parse(received.join(""))).toEqual(body);
  });
});

async function run(kind: "curl" | "python", program: string): Promise<void> {
  const command = kind === "curl" ? "bash" : (await pythonEnvironment("fal")).python;
  const code = await new Promise((resolve) => {
    spawn(command, ["-c", program], { stdio: "ignore" }).once("exit", resolve);
  });
  expect(code).toBe(0);
}

const answer = { status: 200, ok: true, duration: 5 } as Answer;

describe("the history", () => {
  it("keeps the newest requests of each app, without large ones, and none where it is off", async () => {
    const { store, kept } = memory();
    const isOn = { value: true };
    const history = new History(store, () => isOn.value);
    for (let number = 0; number < 60; number += 1) await history.add("a", "/", { number }, answer);
    await history.add("b", "/x", { b: 1 }, { ...answer, ok: false, status: 422 });
    await history.add("b", "/x", { image: "x".repeat(200_000) }, answer);
    isOn.value = false;
    await history.add("b", "/off", {}, answer);
    expect(history.of("a")).toHaveLength(49);
    const [entry, ...more] = history.of("b");
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ path: "/x", ok: false, status: 422, summary: '{"b":1}' });
    expect(history.bodyOf(entry?.id ?? -1)).toMatchObject({ path: "/x", body: { b: 1 } });
    await history.clear("a");
    expect([history.of("a"), history.of("b").length]).toEqual([[], 1]);
    expect(JSON.stringify([...kept])).not.toContain("/off");
  });
});

function memory() {
  const kept = new Map<string, unknown>();
  const store = {
    get: (key: string) => kept.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
  return { store, kept };
}

describe("a draft is the very body that is sent", () => {
  const fields = [field("prompt", true), field("steps", false, 3)];
  const endpoint: Endpoint = { path: "/", streaming: false, fields, sample: undefined };

  it("starts with what is required, or with the sample", () => {
    expect(initialDraft(endpoint)).toEqual({ prompt: "" });
    expect(initialDraft({ ...endpoint, sample: { other: 1 } })).toEqual({ other: 1 });
  });

  it("keeps what the form does not know, and the order", () => {
    const draft = draftOf('{"z": 1, "prompt": "a", "x": null}') ?? {};
    expect(JSON.stringify(withField(draft, "prompt", "b"))).toBe('{"z":1,"prompt":"b","x":null}');
    expect(JSON.stringify(withField(draft, "prompt", undefined))).toBe('{"z":1,"x":null}');
    expect(JSON.stringify(withField(draft, "steps", 0))).toBe('{"z":1,"prompt":"a","x":null,"steps":0}');
  });

  it("knows what is missing", () => {
    expect(missingFields(fields, { steps: 1 })).toEqual(["prompt"]);
    expect(draftOf("[1]")).toBeUndefined();
    expect(draftOf("{")).toBeUndefined();
  });
});

function field(name: string, required: boolean, preset?: JsonValue): Field {
  const rest = { description: undefined, nullable: false, control: { kind: "text" }, example: undefined } as const;
  return { name, label: name, required, default: preset, ...rest };
}

describe("numbers", () => {
  const whole: NumberControl = { kind: "number", integer: true, minimum: 1, maximum: 9 };
  const open: NumberControl = { kind: "number", integer: false, exclusiveMinimum: 0, exclusiveMaximum: 1 };
  it.each([
    ["3", whole, { value: 3 }],
    ["0", whole, { error: "At least 1" }],
    ["10", whole, { error: "At most 9" }],
    ["2.5", whole, { error: "Enter a whole number" }],
    ["x", whole, { error: "Enter a number" }],
    ["", whole, { error: "Enter a number" }],
    ["0.5", open, { value: 0.5 }],
    ["0", open, { error: "Greater than 0" }],
    ["1", open, { error: "Less than 1" }],
  ] as const)("%s", (text, control, expected) => {
    expect(readNumber(text, control)).toEqual(expected);
  });

  it("says its limits", () => {
    expect([whole, open, { kind: "number", integer: true } as const].map(limitsText)).toEqual([
      "≥ 1, ≤ 9",
      "> 0, < 1",
      "",
    ]);
  });
});
