import { onlyValue } from "../../python/bindings.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import type { Part } from "../../python/rewriter.js";

/** What a request by hand asks of an endpoint. */
export type Operation = "run" | "runsync" | "status" | "cancel";

/**
 * A variable that holds an address or its beginning. After the rewrite it holds the app's id; one that was made of
 * another address, or for one job, is not needed any more.
 */
export interface AddressVariable {
  /** The right side of its only assignment. */
  readonly value: PyNode;
  /** Undefined where the variable goes. */
  readonly application: Part | undefined;
  /** Where it is read. */
  readonly reads: readonly PyNode[];
}

/** The address of a request to a RunPod endpoint, taken apart. */
export interface EndpointAddress {
  readonly operation: Operation;
  readonly application: Part;
  readonly job: Part | undefined;
  readonly variables: readonly AddressVariable[];
}

/** Text of an address, or an expression that fills a place in it. */
type Piece = string | PyNode;

interface VariableUse {
  readonly node: PyNode;
  readonly value: PyNode;
  readonly isDerived: boolean;
}

interface Flat {
  readonly pieces: readonly Piece[];
  readonly variables: readonly VariableUse[];
}

const HOST = /^https?:\/\/(?:dev-)?api\.runpod\.ai\/v[12]\/$/;

/** Reads an address such as `f"https://api.runpod.ai/v2/{ENDPOINT}/status/{job}"`, variables followed. */
export function readAddress(module: PythonModule, url: PyNode): EndpointAddress | undefined {
  const flat = flatten(module, url, 0);
  const found = flat === undefined ? undefined : takeApart(flat.pieces);
  if (flat === undefined || found === undefined) return undefined;
  const variables = flat.variables.map(({ node, value, isDerived }) => ({
    value,
    application: isDerived ? undefined : found.application,
    reads: readsOf(module, node),
  }));
  const holder = flat.variables.find(({ isDerived }) => !isDerived);
  return { ...found, application: holder?.node ?? found.application, variables };
}

function takeApart(pieces: readonly Piece[]): Omit<EndpointAddress, "variables"> | undefined {
  const [host, ...rest] = split(pieces);
  if (typeof host !== "string" || !HOST.test(host)) return undefined;
  const [application, slash, ...path] = rest;
  if (application === undefined || slash !== "/") return undefined;
  const [operation, ...tail] = path.filter((piece) => piece !== "/");
  const name = typeof operation === "string" ? OPERATIONS[operation] : undefined;
  if (name === undefined || tail.length > 1) return undefined;
  const needsJob = name === "status" || name === "cancel";
  if (needsJob !== (tail.length === 1)) return undefined;
  return {
    application: asPart(application),
    operation: name,
    job: tail[0] === undefined ? undefined : asPart(tail[0]),
  };
}

const OPERATIONS: Readonly<Record<string, Operation | undefined>> = {
  run: "run",
  runsync: "runsync",
  status: "status",
  cancel: "cancel",
};

function asPart(piece: Piece): Part {
  return typeof piece === "string" ? JSON.stringify(piece) : piece;
}

/** The host, then names, expressions and slashes. A question behind the path (`?wait=…`) has no counterpart. */
function split(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === "string" && typeof last === "string") joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  const [first, ...others] = joined;
  const [, host, rest] = typeof first === "string" ? (/^(https?:\/\/[^/]+\/v[12]\/)(.*)$/.exec(first) ?? []) : [];
  if (host === undefined) return [];
  return [host, ...[rest ?? "", ...others].flatMap(pathParts)];
}

function pathParts(piece: Piece): readonly Piece[] {
  if (typeof piece !== "string") return [piece];
  return piece
    .replace(/\?wait=\d*$/, "")
    .split(/(\/)/)
    .filter((part) => part !== "");
}

/** An address as text and expressions. Undefined where it is put together otherwise. */
function flatten(module: PythonModule, expression: PyNode, depth: number): Flat | undefined {
  const node = unparenthesized(expression);
  if (depth > 6) return undefined;
  if (node.type === "string") return ofString(module, node, depth);
  if (node.type === "binary_operator" && node.field("operator")?.text === "+") return ofSum(module, node, depth);
  if (node.is("identifier", "attribute")) return ofVariable(module, node, depth);
  return { pieces: [node], variables: [] };
}

function ofString(module: PythonModule, node: PyNode, depth: number): Flat | undefined {
  const parts = node.namedChildren.flatMap((child): (Flat | undefined)[] => {
    if (child.type === "string_content") return [{ pieces: [child.text], variables: [] }];
    const filled = child.type === "interpolation" ? child.field("expression") : undefined;
    return filled === undefined || child.namedChildren.length > 1 ? [] : [flatten(module, filled, depth + 1)];
  });
  return joined(parts);
}

function ofSum(module: PythonModule, node: PyNode, depth: number): Flat | undefined {
  return joined(
    [node.field("left"), node.field("right")].map((side) =>
      side === undefined ? undefined : flatten(module, side, depth + 1),
    ),
  );
}

function joined(parts: readonly (Flat | undefined)[]): Flat | undefined {
  if (parts.some((part) => part === undefined)) return undefined;
  const all = parts.flatMap((part) => (part === undefined ? [] : [part]));
  if (all.filter(({ variables }) => variables.length > 0).length > 1) return undefined;
  return { pieces: all.flatMap(({ pieces }) => pieces), variables: all.flatMap(({ variables }) => variables) };
}

/** A variable stands for its address where it begins with RunPod's host; any other fills a place. */
function ofVariable(module: PythonModule, node: PyNode, depth: number): Flat | undefined {
  const value = addressOf(module, node);
  const flat = value === undefined ? undefined : flatten(module, value, depth + 1);
  const first = flat?.pieces[0];
  if (
    value === undefined ||
    flat === undefined ||
    typeof first !== "string" ||
    !/^https?:\/\/(?:dev-)?api\.runpod\.ai\//.test(first)
  )
    return { pieces: [node], variables: [] };
  const isDerived = flat.variables.length > 0 || takeApart(flat.pieces)?.job !== undefined;
  return { pieces: flat.pieces, variables: [...flat.variables, { node, value, isDerived }] };
}

function addressOf(module: PythonModule, node: PyNode): PyNode | undefined {
  if (node.type === "identifier") return onlyValue(module.scopes.bindingOf(node));
  const assigned = attributeMentions(node).filter((mention) => isAssigned(mention));
  return assigned.length === 1 ? assigned[0]?.parent?.field("right") : undefined;
}

function isAssigned(attribute: PyNode): boolean {
  return attribute.parent?.type === "assignment" && attribute.fieldName === "left";
}

/** The mentions of `self.x` in the class around one of them. */
function attributeMentions(attribute: PyNode): readonly PyNode[] {
  const owner = attribute.ancestor("class_definition");
  if (owner === undefined || attribute.field("object")?.text !== "self") return [];
  return [...owner.walk()].filter(({ type, text }) => type === "attribute" && text === attribute.text);
}

function readsOf(module: PythonModule, node: PyNode): readonly PyNode[] {
  if (node.type === "attribute") return attributeMentions(node).filter((mention) => !isAssigned(mention));
  const references = module.scopes.bindingOf(node)?.references ?? [];
  return references.filter(({ role }) => role === "read").map((reference) => reference.node);
}
