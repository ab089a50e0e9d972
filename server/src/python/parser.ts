import { Language, Parser, type Tree, type TreeCursor } from "web-tree-sitter";
import { PyNode } from "./node.js";

/** Where the two WebAssembly files are, as paths or as bytes. */
export interface GrammarFiles {
  readonly runtime: string | Uint8Array;
  readonly grammar: string | Uint8Array;
}

/** How long one parse may take, in milliseconds: a file of nothing but brackets takes seconds otherwise. */
const PARSE_BUDGET = 2_000;

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

/** The syntax tree of a Python text, as plain nodes. Undefined where the parse exceeded its time budget. */
export function parsePython(source: string): PyNode | undefined {
  if (parser === undefined) throw new Error("The Python grammar is not loaded yet.");
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
    const root = nodeAt(cursor, source);
    let current = root;
    let depth = 0;
    for (;;) {
      if (depth < DEEPEST && cursor.gotoFirstChild()) {
        depth += 1;
        current = adopt(current, nodeAt(cursor, source));
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent() || current.parent === undefined) return root;
        current = current.parent;
        depth -= 1;
      }
      current = adopt(current.parent ?? root, nodeAt(cursor, source));
    }
  } finally {
    cursor.delete();
  }
}

function adopt(parent: PyNode, child: PyNode): PyNode {
  child.parent = parent;
  parent.children.push(child);
  return child;
}

/** Whether nodes of a type have a name in the grammar. Every question to the cursor costs; this one has one answer per type. */
const namedTypes = new Map<number, boolean>();

function nodeAt(cursor: TreeCursor, source: string): PyNode {
  const { nodeType, nodeTypeId, startIndex, endIndex } = cursor;
  let isNamed = namedTypes.get(nodeTypeId);
  if (isNamed === undefined) namedTypes.set(nodeTypeId, (isNamed = cursor.nodeIsNamed));
  // A token that the parser made up is empty; so are few others.
  const broken = nodeType === "ERROR" || PYTHON_2.has(nodeType) || (startIndex === endIndex && cursor.nodeIsMissing);
  const field = cursor.currentFieldName ?? undefined;
  return new PyNode(nodeType, startIndex, endIndex, isNamed, field, broken, source);
}
