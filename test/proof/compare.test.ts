import { describe, expect, it } from "vitest";
import { compareAnswer } from "../../server/src/proof/compare.js";
import { compareStream } from "../../server/src/proof/compare-stream.js";
import type { Json } from "../../server/src/proof/json.js";
import type { NewAnswer, OldAnswer } from "../../server/src/proof/task.js";

interface Case {
  readonly says: string;
  readonly old: OldAnswer;
  readonly fresh: NewAnswer;
  readonly again?: OldAnswer;
  readonly refreshes?: boolean;
  readonly expected: "equal" | "announced" | "differs";
}

const output = (value: Json, more = {}): OldAnswer => ({ posted: { output: value, ...more } });
const failed = (error: Json, more = {}): OldAnswer => ({ posted: { error, ...more } });
const raised = (message: string, own: boolean): OldAnswer => ({ ...failed("told as JSON"), fault: { message, own } });
const ok = (json: Json, headers = {}): NewAnswer => ({ status: 200, body: { json }, headers });
const http = (status: number, detail: Json): NewAnswer => ({ status, body: { json: { detail } } });
const refused = (...types: string[]): NewAnswer =>
  http(
    422,
    types.map((type) => ({ type, loc: ["body", "x"] })),
  );
const stop = { "x-fal-stop-runner": "true" };
const events = (...values: Json[]): NewAnswer => ({ status: 200, events: values.map((json) => ({ json })) });
const stream = (items: readonly Json[], end: OldAnswer): OldAnswer => ({ ...end, stream: items });
const file = (sha256: string): { readonly size: number; readonly sha256: string } => ({ size: 1, sha256 });

const written = (sha256: string): ReturnType<typeof file> & { readonly written: true } => ({
  ...file(sha256),
  written: true,
});
const paths = { images: ["/tmp/a.png"] };

const answers: readonly Case[] = [
  {
    says: "paths of written files that stay paths",
    old: { ...output(paths), files: { "/tmp/a.png": written("1") } },
    fresh: ok(paths),
    expected: "differs",
  },
  {
    says: "paths of written files that became files",
    old: { ...output(paths), files: { "/tmp/a.png": written("1") } },
    fresh: { ...ok({ images: [{ url: "u" }] }), files: { u: file("1") } },
    expected: "announced",
  },
  {
    says: "the path of a file that was there before",
    old: { ...output("data.txt"), files: { "data.txt": file("1") } },
    fresh: ok("data.txt"),
    expected: "equal",
  },
  {
    says: "the path of a written file on the network volume, which others mount",
    old: { ...output("/runpod-volume/a.png"), files: { "/runpod-volume/a.png": written("1") } },
    fresh: ok("/data/a.png"),
    expected: "equal",
  },
  {
    says: "a random picture",
    old: { ...output("/tmp/a.png"), files: { "/tmp/a.png": written("1") } },
    again: { ...output("/tmp/a.png"), files: { "/tmp/a.png": written("2") } },
    fresh: { ...ok({ url: "u" }), files: { u: file("3") } },
    expected: "announced",
  },
  { says: "keys in another order", old: output({ a: 1, b: 2 }), fresh: ok({ b: 2, a: 1 }), expected: "equal" },
  { says: "a string without a wrapper", old: output("hi"), fresh: ok("hi"), expected: "equal" },
  { says: "a wrapper around a string", old: output("hi"), fresh: ok({ output: "hi" }), expected: "differs" },
  { says: "null", old: output(null), fresh: ok(null), expected: "equal" },
  { says: "an empty object, of which RunPod posts nothing", old: { posted: {} }, fresh: ok({}), expected: "equal" },
  { says: "a null for an absent key", old: output({ a: 1 }), fresh: ok({ a: 1, b: null }), expected: "differs" },
  { says: "an absent key for a null", old: output({ a: null }), fresh: ok({}), expected: "differs" },
  { says: "true is not 1", old: output(true), fresh: ok(1), expected: "differs" },
  { says: "NaN is no JSON", old: output({ x: { $number: "nan" } }), fresh: ok({ x: null }), expected: "announced" },
  { says: "an error that the handler returned", old: failed("bad"), fresh: http(422, "bad"), expected: "equal" },
  {
    says: "an error with other keys beside it",
    old: failed("bad", { output: { code: 3 } }),
    fresh: http(500, { error: "bad", code: 3 }),
    expected: "equal",
  },
  {
    says: "the other keys lost",
    old: failed("bad", { output: { code: 3 } }),
    fresh: http(500, "bad"),
    expected: "differs",
  },
  { says: "an error as a 200", old: failed("bad"), fresh: ok({ error: "bad" }), expected: "differs" },
  { says: "an error that fal would retry", old: failed("bad"), fresh: http(503, "bad"), expected: "differs" },
  { says: "another text", old: failed("bad"), fresh: http(500, "worse"), expected: "differs" },
  { says: "the text of an own exception", old: raised("no", true), fresh: http(500, "no"), expected: "equal" },
  {
    says: "the text of an own exception lost",
    old: raised("no", true),
    fresh: http(500, "Internal Server Error"),
    expected: "differs",
  },
  {
    says: "the text of an exception that happened lost",
    old: raised("no", false),
    fresh: http(500, "Internal Server Error"),
    expected: "announced",
  },
  { says: "another type refused", old: output(1), fresh: refused("string_type"), expected: "announced" },
  { says: "a missing field refused that was optional", old: output(1), fresh: refused("missing"), expected: "differs" },
  { says: "a limit that was none", old: output(1), fresh: refused("less_than_equal"), expected: "differs" },
  { says: "an unknown key refused", old: output(1), fresh: refused("extra_forbidden"), expected: "differs" },
  {
    says: "the validator's errors by the model",
    old: failed(["Unexpected input. y is not a valid input option."]),
    fresh: refused("extra_forbidden"),
    expected: "announced",
  },
  {
    says: "an author's limit by the model",
    old: failed("y must be small"),
    fresh: refused("less_than_equal"),
    expected: "differs",
  },
  { says: "a worker to refresh", old: output(1, { stopPod: true }), fresh: ok(1, stop), expected: "equal" },
  { says: "a worker to refresh, forgotten", old: output(1, { stopPod: true }), fresh: ok(1), expected: "differs" },
  { says: "a runner stopped for nothing", old: output(1), fresh: ok(1, stop), expected: "differs" },
  { says: "an error with a refresh", old: failed("x", { stopPod: true }), fresh: http(503, "x"), expected: "equal" },
  {
    says: "an error of a worker that always refreshes",
    old: failed("x", { stopPod: true }),
    fresh: http(500, "x"),
    refreshes: true,
    expected: "equal",
  },
  {
    says: "an id by its form",
    old: output("job-0b5e1d2c-3c1f-4a53-9c59-9f1c2f6b7a01.png"),
    fresh: ok("job-7d9e4c3b-2a1f-4e5d-8c7b-6a5f4e3d2c1b.png"),
    expected: "equal",
  },
  { says: "a moment", old: output(1_764_000_000), fresh: ok(1_764_000_003), expected: "equal" },
  {
    says: "a duration by its name",
    old: output({ took_seconds: 0.1 }),
    fresh: ok({ took_seconds: 0.2 }),
    expected: "equal",
  },
  { says: "a number that chance makes", old: output(4), fresh: ok(9), again: output(7), expected: "equal" },
  { says: "a number that chance does not make", old: output(4), fresh: ok(9), again: output(4), expected: "differs" },
  {
    says: "a text of another form than chance makes",
    old: output("seed-12"),
    fresh: ok("None"),
    again: output("seed-77"),
    expected: "differs",
  },
  {
    says: "a traceback by its last line",
    old: output('Traceback (most recent call last):\n  File "old.py", line 3, in f\n    g(x)\nKeyError: 1\n'),
    fresh: ok('Traceback (most recent call last):\n  File "new.py", line 9, in f\n    self.g(x)\nKeyError: 1\n'),
    expected: "equal",
  },
  {
    says: "a traceback of another error",
    old: output('Traceback (most recent call last):\n  File "old.py", line 3, in f\n    g(x)\nKeyError: 1\n'),
    fresh: ok('Traceback (most recent call last):\n  File "new.py", line 9, in f\n    g(x)\nKeyError: 2\n'),
    expected: "differs",
  },
  {
    says: "a network volume",
    old: output("/runpod-volume/models/a"),
    fresh: ok("/data/models/a"),
    expected: "equal",
  },
  {
    says: "a path that became the file",
    old: { ...output({ image_path: "/tmp/a.png" }), files: { "/tmp/a.png": file("1") } },
    fresh: { ...ok({ image: { url: "u" } }), files: { u: file("1") } },
    expected: "announced",
  },
  {
    says: "a path that became another file",
    old: { ...output({ image_path: "/tmp/a.png" }), files: { "/tmp/a.png": file("1") } },
    fresh: { ...ok({ image: { url: "u" } }), files: { u: file("2") } },
    expected: "differs",
  },
  { says: "a job that hung", old: { posted: null, ended: "time" }, fresh: ok(1), expected: "announced" },
  {
    says: "bytes, which RunPod could not post",
    old: { posted: null, unposted: ["TypeError: bytes"] },
    fresh: http(500, "Internal Server Error"),
    expected: "differs",
  },
  { says: "an app that hangs", old: output(1), fresh: { ended: "time" }, expected: "differs" },
  {
    says: "a symbolic value as a text",
    old: output({ $double: "model(1)", number: 3, text: "‹model(1)›" }),
    fresh: ok("‹model(1)›"),
    expected: "equal",
  },
];

const streams: readonly Case[] = [
  { says: "events in order", old: stream([1, 2], output([])), fresh: events(1, 2), expected: "equal" },
  { says: "events in another order", old: stream([1, 2], output([])), fresh: events(2, 1), expected: "differs" },
  { says: "an event more", old: stream([1], output([])), fresh: events(1, 2), expected: "differs" },
  { says: "no events", old: stream([], output([])), fresh: events(), expected: "equal" },
  { says: "a list instead", old: stream([1], output([])), fresh: ok([1]), expected: "differs" },
  {
    says: "an error at the end",
    old: stream([1], failed("bad")),
    fresh: events(1, { error: "bad" }),
    expected: "equal",
  },
  { says: "an error forgotten", old: stream([1], failed("bad")), fresh: events(1), expected: "differs" },
  {
    says: "an error before the first event",
    old: stream([], failed("bad")),
    fresh: http(500, "bad"),
    expected: "equal",
  },
  {
    says: "an error object, of which RunPod makes a text",
    old: stream([], failed("{'code': 4, 'why': None}")),
    fresh: events({ error: { code: 4, why: null } }),
    expected: "equal",
  },
  {
    says: "chunks that already are events",
    old: stream(['data: {"a": 1}\n\n', "data: [DONE]\n\n"], output([])),
    fresh: { status: 200, events: [{ json: { a: 1 } }, { text: "[DONE]" }] },
    expected: "equal",
  },
  {
    says: "chunks that were lost on RunPod",
    old: { ...stream([1], output([])), unposted: ["TypeError: bytes"] },
    fresh: events(1, "AAE="),
    expected: "announced",
  },
];

describe.each([
  { endpoint: "/", compare: compareAnswer, cases: answers },
  { endpoint: "/stream", compare: compareStream, cases: streams },
])("$endpoint", ({ compare, cases }) => {
  it.each(cases)("$says: $expected", ({ old, fresh, again, refreshes = false, expected }) => {
    expect(compare({ old, fresh, again, refreshes, samePixels: new Set() }).verdict).toBe(expected);
  });
});
