import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { isGenerator, ownNodes } from "../../python/queries.js";
import { imageForm } from "./pil-images.js";
import { savedPaths } from "./saved-lists.js";
import { savedPath, type SavedPath } from "./saved-paths.js";

/** A part of an answer that no caller could use: a path on the worker's disk, or an image that is no JSON. */
export interface Upload {
  readonly value: PyNode;
  readonly type: SavedPath["type"];
  readonly contentType: string | undefined;
  readonly isList: boolean;
  /** `path`: the file at it is uploaded. `image`: the PIL image itself is, in place of the statement that saved it. */
  readonly source: "path" | "image";
  readonly saved: SavedPath["image"];
}

/** The uploads in what a function returns, in dictionary and list displays too. */
export function uploadsOf(module: PythonModule, definition: PyNode): readonly Upload[] {
  if (isGenerator(definition)) return [];
  return answersOf(definition)
    .flatMap(partsOf)
    .flatMap((value) => uploadOf(module, value.ancestor("function_definition") ?? definition, value) ?? []);
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
function partsOf(value: PyNode): readonly PyNode[] {
  const node = unparenthesized(value);
  if (node.type === "list") return node.namedChildren.flatMap(partsOf);
  if (node.type !== "dictionary") return [node];
  return node.namedChildren.flatMap((pair) => {
    const inner = pair.field("value");
    return inner === undefined ? [] : partsOf(inner);
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
