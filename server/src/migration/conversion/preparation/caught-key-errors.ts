import { indentationAt, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { blockOf, positionalArguments } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { caughtName } from "../errors/exceptions.js";

/** What looks at the exception that is being handled without naming it. */
const LOOKS_AT_IT = /\btraceback\b|exc_info|^\s*raise\s*$/m;

/** Keys that may stand in any string without being escaped. */
const PLAIN_KEY = /^[\w -]+$/;

/**
 * The block of an `except KeyError` clause as it runs when a certain key is missing, with the exception's text in the
 * place of its name, indented from its own first line. Undefined where the block does more with the exception.
 */
export function blockForKey(module: PythonModule, clause: PyNode, key: string): string | undefined {
  const block = blockOf(clause);
  if (block === undefined || !PLAIN_KEY.test(key) || LOOKS_AT_IT.test(block.text)) return undefined;
  const name = caughtName(clause);
  const rewriter = new Rewriter(module.source);
  for (const node of block.walk()) {
    if (isExceptionLog(node)) rewriter.replace(node, "error");
    const isMention = node.type === "identifier" && node.text === name && node.fieldName !== "attribute";
    if (isMention && !settleMention(rewriter, node, key)) return undefined;
  }
  const indent = indentationAt(module.source, block.start);
  return reindent(indent + rewriter.render(block), indent, "");
}

/** The `exception` of `logger.exception(…)`, which would print a traceback where there is none. */
function isExceptionLog(node: PyNode): boolean {
  const isMethod = node.text === "exception" && node.fieldName === "attribute";
  return isMethod && node.parent?.parent?.type === "call";
}

/** Writes what a mention of the exception comes to; false where it is none of the known ones. */
function settleMention(rewriter: Rewriter, mention: PyNode, key: string): boolean {
  const raised = mention.parent?.type === "raise_statement" ? mention.parent : undefined;
  if (raised !== undefined) {
    const value = raised.namedChildren[0];
    if (value === undefined || value === mention) return false;
    rewriter.delete({ start: value.end, end: mention.end });
    return true;
  }
  const said = whatIsSaid(mention, key);
  if (said === undefined) return false;
  const inserted = said.node.parent?.type === "interpolation" ? said.node.parent : undefined;
  if (inserted === undefined) rewriter.replace(said.node, JSON.stringify(said.text));
  else if (inserted.text === `{${said.node.text}}`) insertText(rewriter, inserted, said.text);
  else return false;
  return true;
}

/** `e`, `str(e)`, `repr(e)` and `e.args[0]` as texts; the name alone only where a text is made of it. */
function whatIsSaid(mention: PyNode, key: string): { readonly node: PyNode; readonly text: string } | undefined {
  const parent = mention.parent;
  const outer = parent?.parent;
  if (parent?.type === "attribute" && outer?.text === `${mention.text}.args[0]`) return { node: outer, text: key };
  if (parent?.type === "interpolation") return { node: mention, text: `'${key}'` };
  const callee = parent?.type === "argument_list" ? outer?.field("function")?.text : undefined;
  if (outer === undefined || callee === undefined || !positionalArguments(outer).includes(mention)) return undefined;
  if (callee === "str") return { node: outer, text: `'${key}'` };
  if (callee === "repr") return { node: outer, text: `KeyError('${key}')` };
  return /^(?:print|log|logger|logging|LOG|LOGGER)\b/.test(callee) ? { node: mention, text: `'${key}'` } : undefined;
}

/** Puts a text into the f-string around an interpolation, which is a plain string where that was the last one. */
function insertText(rewriter: Rewriter, interpolation: PyNode, text: string): void {
  const string = interpolation.parent;
  const [open] = string?.children ?? [];
  const isSingle = open?.text.endsWith("'") === true && !open.text.endsWith("'''");
  rewriter.replace(interpolation, isSingle ? text.replaceAll("'", "\\'") : text);
  const isLast = string?.namedChildren.filter(({ type }) => type === "interpolation").length === 1;
  if (isLast && open !== undefined && !/\{\{|\}\}/.test(string.text))
    rewriter.replace(open, open.text.replace(/f/i, ""));
}
