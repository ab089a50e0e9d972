import { topLevelPackage } from "../../../python/imports.js";
import { indentationAt, lineStart } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { ReadText } from "../preparation/read-text.js";
import type { PyNode } from "../../../python/node.js";
import { statementOf } from "../../../python/queries.js";
import { Rewriter, wholeLines } from "../../../python/rewriter.js";
import { VALIDATE_NAMES } from "../../../runpod/names.js";
import { findStartCalls, type StartCall } from "../../../runpod/start-calls.js";
import type { Remark } from "../../report.js";

export interface Marked {
  readonly text: string;
  readonly decisions: readonly Remark[];
}

/**
 * The last rung for single lines: a use of RunPod that nothing else took is taken out, and a comment says what stood
 * there, so that the rest of the worker can run.
 */
export function markLeftovers(module: PythonModule): Marked {
  const rewriter = new Rewriter(module.source);
  const decisions: Remark[] = [];
  const marked = new Set<PyNode>();
  for (const { node, name } of leftovers(module)) {
    const statement = statementOf(node);
    const at = lineStart(module.source, statement.start);
    const whole = outermostUse(node);
    takeOut(module, rewriter, whole);
    decisions.push({
      rule: "sdk-helper",
      line: module.line(node),
      reason: `\`${name}\` has no counterpart on fal; the line needs another way`,
    });
    if (marked.has(statement)) continue;
    marked.add(statement);
    const comment = `${indentationAt(module.source, statement.start)}# TODO(fal): \`${name}\` stood here; fal has no counterpart, because it belongs to RunPod's worker.\n`;
    rewriter.insert(at, comment);
  }
  return {
    text: decisions.length === 0 ? module.source : rewriter.render({ start: 0, end: module.source.length }),
    decisions,
  };
}

function takeOut(module: PythonModule, rewriter: Rewriter, whole: PyNode): void {
  const parent = whole.parent;
  if (parent?.type === "decorator") rewriter.delete(wholeLines(module.source, parent));
  else if (parent?.type === "expression_statement") rewriter.replace(whole, "pass");
  else if (parent?.is("assignment", "augmented_assignment") === true && whole.fieldName === "left")
    rewriter.replace(parent, "pass");
  else rewriter.replace(whole, "None");
}

/** Names of RunPod's packages that are used, outside of imports, starts and validators. */
function leftovers(module: PythonModule): readonly { readonly node: PyNode; readonly name: string }[] {
  const starts = findStartCalls(module);
  const found: { node: PyNode; name: string }[] = [];
  for (const node of module.root.walk()) {
    if (!node.is("identifier", "attribute") || node.parent?.type === "attribute" || isImport(node)) continue;
    if (module.scopes.roleOf(rootOf(node)) !== "read") continue;
    const name = module.names.of(node);
    if (name === undefined || topLevelPackage(name) !== "runpod" || VALIDATE_NAMES.has(name)) continue;
    if (starts.some(({ call }) => call.field("function") === node) || isGuard(node, starts)) continue;
    found.push({ node, name });
  }
  return found;
}

function rootOf(node: PyNode): PyNode {
  let root = node;
  while (root.type === "attribute") root = root.field("object") ?? root.children[0] ?? root;
  return root;
}

function isImport(node: PyNode): boolean {
  return node.ancestor("import_statement", "import_from_statement") !== undefined;
}

/** `if runpod is not None:` around the start goes with it. */
function isGuard(node: PyNode, starts: readonly StartCall[]): boolean {
  const statement = node.ancestor("if_statement");
  const isAsked = statement?.field("condition")?.contains(node) === true;
  return isAsked && starts.some(({ call }) => statement.contains(call));
}

/** The call, and everything asked of its result. */
function outermostUse(node: PyNode): PyNode {
  let outer = node;
  for (let parent = node.parent; parent !== undefined; parent = outer.parent) {
    const isCalled = parent.type === "call" && outer.fieldName === "function";
    const isAsked =
      parent.type === "attribute" ||
      (parent.type === "subscript" && outer.fieldName === "value") ||
      parent.type === "await";
    if (!isCalled && !isAsked) break;
    outer = parent;
  }
  return outer;
}

/** Applies `markLeftovers` to a text. */
export function withoutLeftovers(text: string, read: ReadText): Marked {
  const module = read(text);
  return module === undefined ? { text, decisions: [] } : markLeftovers(module);
}
