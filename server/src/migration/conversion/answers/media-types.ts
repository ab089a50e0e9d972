import { stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Base64Text } from "./base64-texts.js";

/** The class of `fal.toolkit` that holds a file, and what the file is. */
export interface MediaType {
  readonly type: "Image" | "Audio" | "Video" | "File";
  readonly contentType: string;
}

/** What an author's words for a value say that it is. */
const WORDS: readonly { readonly pattern: RegExp; readonly media: MediaType }[] = [
  { pattern: /audio|wav|mp3|speech|voice|sound/i, media: { type: "Audio", contentType: "audio/wav" } },
  { pattern: /video|mp4|movie/i, media: { type: "Video", contentType: "video/mp4" } },
  {
    pattern: /image|img|picture|photo|mask|png|jpe?g|frame|thumbnail/i,
    media: { type: "Image", contentType: "image/png" },
  },
];

/** Else the library that the file makes such values with. */
const LIBRARIES: readonly { readonly pattern: RegExp; readonly media: MediaType }[] = [
  {
    pattern: /\b(?:soundfile|torchaudio|pydub|scipy\.io\.wavfile|wave)\b/,
    media: { type: "Audio", contentType: "audio/wav" },
  },
  { pattern: /\b(?:PIL|cv2)\b/, media: { type: "Image", contentType: "image/png" } },
];

const UNKNOWN: MediaType = { type: "File", contentType: "application/octet-stream" };

/** What a base64 text stands for: by its own head, by the key and the names around it, by what the worker imports. */
export function mediaOf(module: PythonModule, value: PyNode, { text, contentType }: Base64Text): MediaType {
  if (contentType !== undefined) return { type: classOf(contentType), contentType };
  const key = value.parent?.type === "pair" ? (stringValue(value.parent.field("key")) ?? "") : "";
  const byWords = [key, text.text].map((words) => WORDS.find(({ pattern }) => pattern.test(words))?.media);
  const byLibrary = LIBRARIES.find(({ pattern }) =>
    module.names.imports.some(({ origin }) => pattern.test(origin)),
  )?.media;
  const media = byWords.find((found) => found !== undefined) ?? byLibrary ?? UNKNOWN;
  return media.type === "Image" ? { ...media, contentType: `image/${imageFormat(module)}` } : media;
}

function classOf(contentType: string): MediaType["type"] {
  const [kind] = contentType.split("/");
  return kind === "image" ? "Image" : kind === "audio" ? "Audio" : kind === "video" ? "Video" : "File";
}

/** The only format of images that the file names; PNG where it names none or several. */
function imageFormat(module: PythonModule): string {
  const formats = new Set<string>();
  for (const node of module.root.walk()) {
    const name =
      node.type === "string" ? stringValue(node)?.toLowerCase().replace(/^\./, "").replace("jpg", "jpeg") : "";
    if (name === "png" || name === "jpeg" || name === "webp" || name === "gif") formats.add(name);
  }
  const [only = "png", ...others] = formats;
  return others.length === 0 ? only : "png";
}
