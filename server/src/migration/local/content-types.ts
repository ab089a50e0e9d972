import { onlyValue } from "../../python/bindings.js";
import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";

/** Media types by file extension, for the files that workers produce. */
const CONTENT_TYPES: Readonly<Record<string, string | undefined>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  bmp: "image/bmp",
  tiff: "image/tiff",
  svg: "image/svg+xml",
  mp4: "video/mp4",
  webm: "video/webm",
  mov: "video/quicktime",
  avi: "video/x-msvideo",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  flac: "audio/flac",
  ogg: "audio/ogg",
  m4a: "audio/mp4",
  json: "application/json",
  txt: "text/plain",
  csv: "text/csv",
  srt: "application/x-subrip",
  vtt: "text/vtt",
  zip: "application/zip",
  pdf: "application/pdf",
  glb: "model/gltf-binary",
  obj: "model/obj",
};

/** The media type of a file name or path as its source shows it: a literal end, perhaps through one variable. */
export function contentTypeOf(module: PythonModule, path: PyNode): string | undefined {
  const extension = /\.(\w+)$/.exec(literalEnd(module, path, 0) ?? "")?.[1];
  return extension === undefined ? undefined : contentTypeOfExtension(extension);
}

export function contentTypeOfExtension(extension: string): string | undefined {
  return CONTENT_TYPES[extension.toLowerCase()];
}

/** The literal text that a path ends with. */
function literalEnd(module: PythonModule, expression: PyNode, depth: number): string | undefined {
  const node = unparenthesized(expression);
  const text = stringValue(node);
  if (text !== undefined || depth > 4) return text;
  if (node.type === "string") return lastContent(node);
  const last = lastPart(module, node);
  return last === undefined ? undefined : literalEnd(module, last, depth + 1);
}

function lastContent(text: PyNode): string | undefined {
  const parts = text.children.filter(({ type }) => type !== "string_start" && type !== "string_end");
  const last = parts.at(-1);
  return last?.type === "string_content" ? last.text : undefined;
}

/** The part of an expression that its value ends with. */
function lastPart(module: PythonModule, node: PyNode): PyNode | undefined {
  if (node.type === "binary_operator") return node.field("right");
  if (node.type === "call" && ENDS_WITH_LAST.test(node.field("function")?.text ?? ""))
    return node.field("arguments")?.namedChildren.at(-1);
  if (node.type !== "identifier") return undefined;
  return onlyValue(module.scopes.bindingOf(node));
}

const ENDS_WITH_LAST = /^(?:os\.path\.(?:join|abspath|realpath)|str|(?:pathlib\.)?Path)$/;
