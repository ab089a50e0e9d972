import { assignedAt, bindsOf, onlyValue } from "../../../python/bindings.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { methodCall, positionalArguments } from "../../../python/queries.js";
import { reachingBinds } from "../../../runpod/reaching.js";
import { listSources, resultsOf } from "./value-sources.js";

/** A part of an answer that is a file's bytes, written as base64. */
export interface Base64Text {
  /** The text itself, without the head of a data URL in front of it. */
  readonly text: PyNode;
  /** The bytes, where the text is made of them in this very place. */
  readonly bytes: PyNode | undefined;
  /** What the head of a data URL says of them. */
  readonly contentType: string | undefined;
  readonly isList: boolean;
}

/** Functions of the file that give base64, where they cannot be looked into. */
export type Encoders = ReadonlySet<string>;

const NO_ENCODERS: Encoders = new Set();

/** What an expression is for certain; undefined where any way to it could give something else. */
export function base64Text(
  module: PythonModule,
  expression: PyNode,
  encoders: Encoders = NO_ENCODERS,
): Base64Text | undefined {
  const node = unparenthesized(expression);
  const url = dataUrl(node);
  const text = url?.text ?? node;
  const search = { module, encoders };
  if (isText(search, text, 0))
    return { text, bytes: bytesHere(module, text), contentType: url?.contentType, isList: false };
  const isList = url === undefined && isTextList(search, node);
  return isList ? { text: node, bytes: undefined, contentType: undefined, isList } : undefined;
}

interface Search {
  readonly module: PythonModule;
  readonly encoders: Encoders;
}

/** Longer chains of names and calls than anybody writes. */
const DEEPEST = 6;

function isText(search: Search, expression: PyNode, depth: number): boolean {
  const node = unparenthesized(expression);
  if (depth > DEEPEST) return false;
  if (node.type === "conditional_expression")
    return [node.namedChildren[0], node.namedChildren[2]].every(
      (side) => side !== undefined && isText(search, side, depth + 1),
    );
  if (node.type === "identifier") return isNamedText(search, node, depth);
  if (node.type !== "call") return false;
  if (encodeCall(search.module, node) !== undefined) return true;
  const callee = node.field("function");
  if (callee?.type === "identifier" && search.encoders.has(callee.text)) return true;
  return resultsOf(search.module, node)?.every((result) => isText(search, result, depth + 1)) ?? false;
}

function isNamedText(search: Search, name: PyNode, depth: number): boolean {
  const binds = reachingBinds(bindsOf(search.module.scopes.bindingOf(name)), name);
  return (
    binds.length > 0 &&
    binds.every((bind) => {
      const value = assignedAt(bind);
      return value !== undefined && isText(search, value, depth + 1);
    })
  );
}

/** `[encode(image) for image in images]`, or a list to which nothing but such texts is appended. */
function isTextList(search: Search, node: PyNode): boolean {
  if (node.type === "list_comprehension") return isText(search, node.field("body") ?? node, 1);
  const sources = listSources(search.module, node);
  if (sources === undefined) return false;
  const isEmpty = ({ type, namedChildren }: PyNode): boolean => type === "list" && namedChildren.length === 0;
  if (sources.items.length > 0)
    return sources.starts.every(isEmpty) && sources.items.every((item) => isText(search, item, 1));
  return (
    sources.starts.length > 0 &&
    sources.starts.every(({ type }) => type === "list_comprehension") &&
    sources.starts.every((start) => isTextList(search, start))
  );
}

/** The bytes of a text that is made of them in this very place. */
function bytesHere(module: PythonModule, text: PyNode): PyNode | undefined {
  const call = encodeCall(module, text);
  return call !== undefined && text.contains(call) ? positionalArguments(call)[0] : undefined;
}

/** The `b64encode` in `base64.b64encode(bytes).decode()` or `str(base64.b64encode(bytes), "utf-8")`, under a name too. */
function encodeCall(module: PythonModule, node: PyNode): PyNode | undefined {
  const method = methodCall(node);
  const callee = node.type === "call" ? node.field("function") : undefined;
  const [value, encoding] = callee?.text === "str" ? positionalArguments(node) : [];
  const encoded = method?.name === "decode" ? method.receiver : encoding === undefined ? undefined : value;
  return encoded === undefined ? undefined : callOf(module, unparenthesized(encoded));
}

const ENCODE = /^(?:base64\.(?:standard_)?b64encode|pybase64\.b64encode)$/;

function callOf(module: PythonModule, encoded: PyNode): PyNode | undefined {
  if (encoded.type === "identifier") {
    const value = onlyValue(module.scopes.bindingOf(encoded));
    return value === undefined || value.type === "identifier" ? undefined : callOf(module, unparenthesized(value));
  }
  const callee = encoded.type === "call" ? encoded.field("function") : undefined;
  return callee !== undefined && ENCODE.test(module.names.of(callee) ?? "") ? encoded : undefined;
}

const HEAD = /^data:([\w.+-]+\/[\w.+-]+);base64,$/;

/** The parts of `f"data:image/png;base64,{text}"` and `"data:image/png;base64," + text`. */
function dataUrl(node: PyNode): { readonly text: PyNode; readonly contentType: string } | undefined {
  if (node.type === "string") {
    const [head, field, ...rest] = node.children.filter(
      ({ type }) => type === "string_content" || type === "interpolation",
    );
    const text = field?.type === "interpolation" ? field.namedChildren[0] : undefined;
    const contentType = HEAD.exec(head?.text ?? "")?.[1];
    return text === undefined || contentType === undefined || rest.length > 0 ? undefined : { text, contentType };
  }
  if (node.type !== "binary_operator") return undefined;
  const [left, right] = [node.field("left"), node.field("right")];
  const contentType = HEAD.exec(left?.children.find(({ type }) => type === "string_content")?.text ?? "")?.[1];
  return right === undefined || contentType === undefined ? undefined : { text: right, contentType };
}
