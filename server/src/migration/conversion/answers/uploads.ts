import { unparenthesized, type PyNode } from "../../../python/node.js";
import type { ResolveDefinition } from "../../../runpod/handed-on.js";
import { readAnswers, type AnsweredPart } from "./answered-parts.js";
import { base64Text, type Base64Text } from "./base64-texts.js";
import type { LocatedFunction } from "../code-index.js";
import { mediaOf } from "./media-types.js";
import { imageForm } from "./pil-images.js";
import { savedPaths } from "./saved-lists.js";
import { savedPath, type SavedPath } from "./saved-paths.js";

/** A part of an answer that no caller could use: a path on the worker's disk, or an image that is no JSON. */
export interface Upload extends AnsweredPart {
  readonly type: SavedPath["type"];
  readonly contentType: string | undefined;
  readonly isList: boolean;
  /**
   * `path`: the file at it is uploaded. `image`: the PIL image itself is, in place of the statement that saved it.
   * `base64`: the bytes are, of which the text was made.
   */
  readonly source: "path" | "image" | "base64";
  readonly saved: SavedPath["image"];
  readonly encoded?: Base64Text;
}

/** What is uploaded of the answers of some functions, and every part that was looked at on the way. */
export interface UploadedParts {
  readonly uploads: readonly Upload[];
  readonly parts: readonly AnsweredPart[];
}

/** Whether base64 in answers stays what callers read, or becomes files of `fal.toolkit`. */
export type Media = "base64" | "files";

export function uploadsOf(
  answering: readonly LocatedFunction[],
  resolve: ResolveDefinition,
  media: Media = "base64",
): UploadedParts {
  const [uploads, parts]: [Upload[], AnsweredPart[]] = [[], []];
  readAnswers(answering, resolve, (part) => {
    const upload = uploadOf(part, resolve) ?? (media === "files" ? decodedUpload(part) : undefined);
    parts.push(part);
    if (upload !== undefined) uploads.push(upload);
    return upload !== undefined;
  });
  return { uploads, parts };
}

function uploadOf(part: AnsweredPart, resolve: ResolveDefinition): Upload | undefined {
  const { module, definition, value } = part;
  const code = { module, resolve };
  const path = savedPath(code, definition, value);
  if (path !== undefined) {
    const source = path.image === undefined ? "path" : "image";
    return { ...part, type: path.type, contentType: path.contentType, isList: false, source, saved: path.image };
  }
  const paths = savedPaths(code, definition, value);
  if (paths !== undefined) return { ...part, ...paths, isList: true, source: "path", saved: undefined };
  const form = imageForm(module, value);
  if (form === undefined) return undefined;
  return {
    ...part,
    type: "Image",
    contentType: undefined,
    isList: form === "images",
    source: "image",
    saved: undefined,
  };
}

/** What base64 in an answer was made of. */
function decodedUpload(part: AnsweredPart): Upload | undefined {
  const encoded = base64Text(part.module, part.value);
  if (encoded === undefined) return undefined;
  const { type, contentType } = mediaOf(part.module, part.value, encoded);
  return { ...part, type, contentType, isList: encoded.isList, source: "base64", saved: undefined, encoded };
}

/** A value, and the values in its displays, so far as each is written out. */
export function answerParts(value: PyNode): readonly PyNode[] {
  const node = unparenthesized(value);
  if (node.type === "list") return node.namedChildren.flatMap(answerParts);
  if (node.type !== "dictionary") return [node];
  return node.namedChildren.flatMap((pair) => {
    const inner = pair.field("value");
    return inner === undefined ? [] : answerParts(inner);
  });
}
