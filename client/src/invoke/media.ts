import type { FileMedia, JsonValue, Media } from "../../webview/protocol.js";
import { isObject } from "./json.js";

/** A picture, sound or file inside an answer, before its bytes are fetched where they must be. */
export interface FoundMedia {
  readonly at: string;
  readonly kind: FileMedia;
  /** A data URI or an address. */
  readonly source: string;
}

const MOST = 32;
const SHORTEST_BASE64 = 64;

/** How the base64 of well-known files begins. */
const BASE64_STARTS: readonly (readonly [start: RegExp, type: string])[] = [
  [/^iVBORw0KGgo/, "image/png"],
  [/^\/9j\//, "image/jpeg"],
  [/^R0lGOD/, "image/gif"],
  [/^UklGR.{6}XRUJ/, "image/webp"],
  [/^UklGR/, "audio/wav"],
  [/^(SUQz|\/\/[usv])/, "audio/mpeg"],
  [/^T2dnUw/, "audio/ogg"],
  [/^ZkxhQw/, "audio/flac"],
  [/^.{5,6}Z0eX/, "video/mp4"],
  [/^GkXfo/, "video/webm"],
];

const EXTENSIONS: readonly (readonly [pattern: RegExp, kind: FileMedia])[] = [
  [/\.(png|jpe?g|gif|webp|avif|svg)$/i, "image"],
  [/\.(wav|mp3|ogg|flac|m4a|aac|opus)$/i, "audio"],
  [/\.(mp4|webm|mov)$/i, "video"],
];

/** Finds what can be shown or played, however deep it lies. */
export function findMedia(value: JsonValue | undefined, at = ""): readonly FoundMedia[] {
  return [...search(value, at)].slice(0, MOST);
}

function* search(value: JsonValue | undefined, at: string): Generator<FoundMedia> {
  if (typeof value === "string") yield* mediaOfText(value, at);
  else if (Array.isArray(value)) {
    for (const [index, each] of (value as readonly JsonValue[]).entries()) yield* search(each, `${at}[${index}]`);
  } else if (isObject(value)) {
    const file = mediaOfFile(value["url"], value["content_type"], at);
    if (file !== undefined) yield file;
    else for (const [key, each] of Object.entries(value)) yield* search(each, at === "" ? key : `${at}.${key}`);
  }
}

/** fal's files: an object with an address and a type. */
function mediaOfFile(url: unknown, type: unknown, at: string): FoundMedia | undefined {
  if (typeof url !== "string" || typeof type !== "string" || !/^(https?:|data:)/.test(url)) return undefined;
  return { at: at === "" ? "url" : `${at}.url`, kind: kindOf(type), source: url };
}

function* mediaOfText(text: string, at: string): Generator<FoundMedia> {
  const declared = /^data:((?:image|audio|video)\/[\w.+-]+)[;,]/.exec(text)?.[1];
  if (declared !== undefined) yield { at, kind: kindOf(declared), source: text };
  else if (/^https?:\/\/\S+$/.test(text)) {
    const path = URL.canParse(text) ? new URL(text).pathname : "";
    const kind = EXTENSIONS.find(([pattern]) => pattern.test(path))?.[1];
    if (kind !== undefined) yield { at, kind, source: text };
  } else if (text.length >= SHORTEST_BASE64 && /^[A-Za-z0-9+/\r\n]+={0,2}\s*$/.test(text)) {
    const type = BASE64_STARTS.find(([start]) => start.test(text))?.[1];
    if (type !== undefined) yield { at, kind: kindOf(type), source: `data:${type};base64,${text}` };
  }
}

function kindOf(type: string): FileMedia {
  const [family] = type.split("/");
  return family === "image" || family === "audio" || family === "video" ? family : "file";
}

const LARGEST = 25 << 20;

/** Brings what has an address on this machine or without encryption into the answer itself, for a page elsewhere. */
export async function embed(found: readonly FoundMedia[], signal: AbortSignal): Promise<readonly Media[]> {
  const media = await Promise.all(
    found.map(async (each) => {
      if (!each.source.startsWith("http:")) return [each];
      const source = await dataUri(each.source, signal);
      return source === undefined ? [] : [{ ...each, source }];
    }),
  );
  return media.flat();
}

/** Only addresses of this machine are opened: an answer must not make the editor call whom it likes. */
async function dataUri(url: string, signal: AbortSignal): Promise<string | undefined> {
  if (!["127.0.0.1", "localhost"].includes(new URL(url).hostname)) return undefined;
  try {
    const response = await fetch(url, { signal });
    const length = Number(response.headers.get("content-length") ?? "0");
    if (!response.ok || length > LARGEST) return undefined;
    const type = response.headers.get("content-type") ?? "application/octet-stream";
    return `data:${type};base64,${Buffer.from(await response.arrayBuffer()).toString("base64")}`;
  } catch {
    return undefined;
  }
}
