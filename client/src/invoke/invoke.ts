import { createParser } from "eventsource-parser";
import type { Answer, JsonValue, Media } from "../../webview/protocol.js";
import { t } from "../localize.js";
import { errorOf, fieldErrorsOf, prettyJson } from "./answer-text.js";
import { parseJson } from "./json.js";
import { embed, findMedia } from "./media.js";

export interface Invocation {
  /** Where the app answers. */
  readonly address: string;
  readonly path: string;
  readonly body: JsonValue;
  readonly signal: AbortSignal;
  readonly onEvent: (index: number, data: JsonValue, media: readonly Media[]) => void;
}

/** An answer with the text as it came, for copying. */
export interface Outcome {
  readonly answer: Answer;
  readonly raw: string;
}

/** Posts an input and reads the answer, whatever it is. Never rejects: a failure is an answer too. */
export async function invoke(invocation: Invocation): Promise<Outcome> {
  const started = performance.now();
  const since = (): number => performance.now() - started;
  try {
    const response = await post(invocation);
    const type = response.headers.get("content-type") ?? "";
    if (type.includes("text/event-stream")) return await readStream(invocation, response, since);
    return await readWhole(invocation, response, type, since);
  } catch (error) {
    return failed(invocation, error, since());
  }
}

function post({ address, path, body, signal }: Invocation): Promise<Response> {
  return fetch(address + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

async function readWhole(
  { signal }: Invocation,
  response: Response,
  type: string,
  since: () => number,
): Promise<Outcome> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const duration = since();
  const basis = { status: response.status, ok: response.ok, duration, size: bytes.length };
  if (!type.includes("json") && !type.startsWith("text/") && bytes.length > 0) return binary(basis, bytes, type);
  const raw = bytes.toString("utf8");
  const value = type.includes("json") ? parseJson(raw) : undefined;
  const media = response.ok ? await embed(findMedia(value), signal) : [];
  const answer: Answer = {
    ...basis,
    kind: value === undefined ? "text" : "json",
    text: value === undefined ? raw : prettyJson(value),
    media,
    fieldErrors: fieldErrorsOf(response.status, value),
    error: errorOf(response.status, value ?? raw),
  };
  return { answer, raw };
}

type Basis = Pick<Answer, "status" | "ok" | "duration" | "size">;

function binary(basis: Basis, bytes: Buffer, type: string): Outcome {
  const source = `data:${type};base64,${bytes.toString("base64")}`;
  const media = findMedia(source);
  const text = t("{0} bytes of {1}", bytes.length, type === "" ? t("unknown type") : type);
  return { answer: { ...basis, kind: "binary", text, media, fieldErrors: [], error: undefined }, raw: source };
}

async function readStream(invocation: Invocation, response: Response, since: () => number): Promise<Outcome> {
  const values: JsonValue[] = [];
  const pending: Promise<void>[] = [];
  const parser = createParser({
    onEvent({ data }) {
      const value = parseJson(data) ?? data;
      const index = values.push(value) - 1;
      pending.push(passOn(invocation, index, value));
    },
  });
  const decoder = new TextDecoder();
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.length;
    parser.feed(decoder.decode(bytes, { stream: true }));
  }
  const duration = since();
  await Promise.all(pending);
  return streamed({ status: response.status, ok: response.ok, duration, size }, values);
}

async function passOn({ onEvent, signal }: Invocation, index: number, value: JsonValue): Promise<void> {
  onEvent(index, value, await embed(findMedia(value), signal));
}

/** A stream has sent its status before it failed: its last event says so. */
function streamed(basis: Basis, values: readonly JsonValue[]): Outcome {
  const last = values.at(-1);
  const error = typeof last === "object" && last !== null && "error" in last ? last["error"] : undefined;
  const answer: Answer = {
    ...basis,
    ok: basis.ok && !error,
    kind: "stream",
    text: "",
    media: [],
    fieldErrors: [],
    error: error ? (typeof error === "string" ? error : JSON.stringify(error)) : undefined,
  };
  return { answer, raw: values.map((value) => JSON.stringify(value)).join("\n") };
}

function failed({ signal, address }: Invocation, error: unknown, duration: number): Outcome {
  const kind = signal.aborted ? "stopped" : "unreachable";
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const text = signal.aborted ? t("Cancelled.") : t("{0} did not answer: {1}", address, messageOf(cause));
  const answer: Answer = {
    kind,
    status: 0,
    ok: false,
    duration,
    size: 0,
    text: "",
    media: [],
    fieldErrors: [],
    error: text,
  };
  return { answer, raw: "" };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
