import { indentationAt, lineEnd, lineStart } from "../../../python/lines.js";
import { mentionsOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { bindingStatement } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { NamePlan } from "./names.js";
import { closeGap } from "./statements.js";

/** Makes every mention of state and of functions that became methods say `self`. */
export function rewriteStateReferences(module: PythonModule, names: NamePlan, rewriter: Rewriter): void {
  const shortened = new Map<PyNode, Set<string>>();
  for (const [binding, attribute] of names.attributes) {
    for (const { node, role } of binding.references) {
      const declaration = node.parent;
      const statement = role === "bind" ? bindingStatement(node) : undefined;
      if (statement !== undefined) rewriter.insert(...assignmentBehind(module, statement, node.text, attribute));
      else if (declaration?.type === "global_statement")
        shortened.set(declaration, (shortened.get(declaration) ?? new Set()).add(node.text));
      else rewriter.replace(node, `self.${attribute}`);
    }
  }
  for (const [statement, gone] of shortened) shortenGlobal(module, statement, gone, rewriter);
  for (const [definition, method] of names.methods) {
    for (const mention of mentionsOf(module, definition)) rewriter.replace(mention, `self.${method}`);
  }
}

/** An import, a `def` or a `class` binds no attribute: a line behind it hands the name on. */
function assignmentBehind(module: PythonModule, statement: PyNode, name: string, attribute: string): [number, string] {
  const { source } = module;
  const text = `self.${attribute} = ${name}`;
  const gap = statement.text.includes("\n") ? "\n\n" : "\n";
  const rest = source.slice(statement.end, lineEnd(source, statement.end)).trimEnd();
  const isAlone =
    source.slice(lineStart(source, statement.start), statement.start).trim() === "" && /^[ \t]*(?:#|$)/.test(rest);
  return isAlone
    ? [statement.end + rest.length, gap + indentationAt(source, statement.start) + text]
    : [statement.end, `; ${text}`];
}

function shortenGlobal(module: PythonModule, statement: PyNode, gone: ReadonlySet<string>, rewriter: Rewriter): void {
  const left = statement.namedChildren.map(({ text }) => text).filter((name) => !gone.has(name));
  if (left.length === 0) closeGap(module, rewriter, statement);
  else rewriter.replace(statement, `global ${left.join(", ")}`);
}
