import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { isGenerator, ownNodes } from "../../python/queries.js";
import { base64Text, type Base64Text } from "./base64-texts.js";
import { mediaOf } from "./media-types.js";
import { imageForm } from "./pil-images.js";
import { savedPaths } from "./saved-lists.js";
import { savedPath, type SavedPath } from "./saved-paths.js";

/** A part of an answer that no caller could use: a path on the worker's disk, or an image that is no JSON. */
export interface Upload {
  readonly value: PyNode;
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

/** The uploads in what a function returns, in dictionary and list displays too. */
export function uploadsOf(module: PythonModule, definition: PyNode, media: Media): readonly Upload[] {
  if (isGenerator(definition)) return [];
  return answersOf(definition)
    .flatMap(answerParts)
    .flatMap((value) => {
      const found = uploadOf(module, value.ancestor("function_definition") ?? definition, value);
      return found ?? (media === "files" ? (decodedUpload(module, value) ?? []) : []);
    });
}

/** Whether base64 in answers stays what callers read, or becomes files of `fal.toolkit`. */
export type Media = "base64" | "files";

/** What base64 in an answer was made of. */
function decodedUpload(module: PythonModule, value: PyNode): Upload | undefined {
  const encoded = base64Text(module, value);
  if (encoded === undefined) return undefined;
  const { type, contentType } = mediaOf(module, value, encoded);
  return { value, type, contentType, isList: encoded.isList, source: "base64", saved: undefined, encoded };
}

function answersOf(definition: PyNode): readonly PyNode[] {
  const body = definition.field("body");
  if (body === undefined) return [];
  if (definition.type === "lambda") return [body];
  return [...ownNodes(body)].flatMap((node) =>
    node.type === "return_statement" ? node.namedChildren.slice(0, 1) : [],
  );
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

function uploadOf(module: PythonModule, definition: PyNode, value: PyNode): Upload | undefined {
  const path = savedPath(module, definition, value);
  if (path !== undefined) {
    const source = path.image === undefined ? "path" : "image";
    return { value, type: path.type, contentType: path.contentType, isList: false, source, saved: path.image };
  }
  const paths = savedPaths(module, definition, value);
  if (paths !== undefined) return { value, ...paths, isList: true, source: "path", saved: undefined };
  const form = imageForm(module, value);
  if (form === undefined) return undefined;
  return { value, type: "Image", contentType: undefined, isList: form === "images", source: "image", saved: undefined };
}
