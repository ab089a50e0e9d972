import { Language, Parser, type Tree, type TreeCursor } from "web-tree-sitter";
import { PyNode } from "./node.js";

/** Where the two WebAssembly files are, as paths or as bytes. */
export interface GrammarFiles {
  readonly runtime: string | Uint8Array;
  readonly grammar: string | Uint8Array;
}

/** How long one parse may take, in milliseconds: a file of nothing but brackets takes seconds otherwise. */
const PARSE_BUDGET = 2_000;

/**
 * Characters that are read at the most, fewer than every machine parses within the budget: near it, the answer would
 * depend on how busy the machine is.
 */
const LONGEST = 1_000_000;

/** Statements that the grammar still knows and Python 3 does not. */
const PYTHON_2 = new Set(["print_statement", "exec_statement"]);

/** Deeper nesting than any written code has; what lies below is left out and marked broken. */
const DEEPEST = 400;

let parser: Parser | undefined;
let loading: Promise<void> | undefined;

/** Loads the Python grammar once; everything else in the core is synchronous and needs it loaded. */
export function loadPython(files: GrammarFiles): Promise<void> {
  loading ??= load(files);
  return loading;
}

/** The syntax tree of a Python text, as plain nodes. Undefined where the text is too long, or took too long. */
export function parsePython(source: string): PyNode | undefined {
  if (parser === undefined) throw new Error("The Python grammar is not loaded yet.");
  if (source.length > LONGEST) return undefined;
  const deadline = Date.now() + PARSE_BUDGET;
  const tree = parser.parse(source, null, { progressCallback: () => Date.now() > deadline });
  if (tree === null) {
    parser.reset();
    return undefined;
  }
  try {
    return toPlainNodes(tree, source);
  } finally {
    tree.delete();
  }
}

/** Whether the text parses without an error. */
export function isValidPython(source: string): boolean {
  const root = parsePython(source);
  return root !== undefined && !hasError(root);
}

/** Whether a node or anything below it is a syntax error. */
export function hasError(node: PyNode): boolean {
  for (const inner of node.walk()) if (inner.broken) return true;
  return false;
}

async function load({ runtime, grammar }: GrammarFiles): Promise<void> {
  await Parser.init(typeof runtime === "string" ? { locateFile: () => runtime } : { wasmBinary: runtime });
  const language = await Language.load(grammar);
  parser = new Parser();
  parser.setLanguage(language);
}

function toPlainNodes(tree: Tree, source: string): PyNode {
  const cursor = tree.walk();
  try {
    return readNode({ cursor, source, read: [] }, 0);
  } finally {
    cursor.delete();
  }
}

interface Reading {
  readonly cursor: TreeCursor;
  readonly source: string;
  /** Nodes whose parents are not complete yet, so that each parent gets an array of just its size. */
  readonly read: PyNode[];
}

/** The node under the cursor with all below it; the cursor is back on it afterwards. */
function readNode(reading: Reading, depth: number): PyNode {
  const { cursor, source, read } = reading;
  const node = nodeAt(cursor, source);
  if (depth === DEEPEST || !cursor.gotoFirstChild()) return node;
  const first = read.length;
  do {
    const child = readNode(reading, depth + 1);
    child.parent = node;
    read.push(child);
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  node.children = read.slice(first);
  read.length = first;
  return node;
}

interface NodeKind {
  readonly type: string;
  readonly isNamed: boolean;
  readonly isBroken: boolean;
}

/** What the grammar says of nodes, by their number: every question to the cursor costs, and these have one answer. */
const kinds = new Map<number, NodeKind>();

function kindAt(cursor: TreeCursor): NodeKind {
  const id = cursor.nodeTypeId;
  const known = kinds.get(id);
  if (known !== undefined) return known;
  const { nodeType: type, nodeIsNamed: isNamed } = cursor;
  const kind = { type, isNamed, isBroken: type === "ERROR" || PYTHON_2.has(type) };
  kinds.set(id, kind);
  return kind;
}

function nodeAt(cursor: TreeCursor, source: string): PyNode {
  const { type, isNamed, isBroken } = kindAt(cursor);
  const { startIndex, endIndex } = cursor;
  // A token that the parser made up is empty; so are few others.
  const broken = isBroken || (startIndex === endIndex && cursor.nodeIsMissing);
  const field = cursor.currentFieldName ?? undefined;
  return new PyNode(type, startIndex, endIndex, isNamed, field, broken, source);
}
