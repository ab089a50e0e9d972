import { importedNames } from "../../../python/imports.js";
import type { PythonModule } from "../../../python/module.js";
import { readModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { tidyBlankLines } from "../module/blank-lines.js";
import { FOR_ITS_WORK } from "./loading-modules.js";
import { Rewriter, wholeLines } from "../../../python/rewriter.js";
import type { Span } from "../../../python/span.js";

/** Drops the imports that a rewrite left without a use: those that the original did use, and those it never had. */
export function dropOrphanImports(original: PythonModule, text: string): string {
  const module = readModule(original.path, text, original.isLocal);
  if (module === undefined) return text;
  const rewriter = new Rewriter(text);
  let isChanged = false;
  for (const statement of module.root.namedChildren) {
    const names = importedNames(statement);
    const orphans = names.filter(({ local }) => local !== "*" && !isUsed(module, local) && !wasUnused(original, local));
    if (orphans.length === 0) continue;
    isChanged = true;
    if (orphans.length === names.length) rewriter.delete(wholeLines(text, statement));
    else for (const { clause } of orphans) deleteClause(rewriter, statement, clause);
  }
  if (dropInFunctions(original, module, rewriter)) isChanged = true;
  rewriter.closeGaps();
  return isChanged ? tidyBlankLines(rewriter.render({ start: 0, end: text.length })) : text;
}

/** Imports that moved into a function whose use of them went. */
function dropInFunctions(original: PythonModule, module: PythonModule, rewriter: Rewriter): boolean {
  let isChanged = false;
  for (const { statement, clause, local } of module.names.imports) {
    if (local === "*") continue;
    const block = statement.parent;
    if (mentionedInQuotes(module, local) || isForItsWork(module, statement)) continue;
    if (block?.type !== "block" || !original.scopes.module.bindings.has(local) || wasUnused(original, local)) continue;
    const name = (clause.field("alias") ?? (clause.type === "dotted_name" ? clause : clause.field("name")))
      ?.namedChildren;
    const identifier = clause.field("alias") ?? name?.[0];
    const binding = identifier === undefined ? undefined : module.scopes.bindingOf(identifier);
    if (binding === undefined || binding.references.some(({ role }) => role !== "bind")) continue;
    if (statement.fields("name").length > 1) deleteClause(rewriter, statement, clause);
    else rewriter.delete(withGap(module.source, wholeLines(module.source, statement)));
    isChanged = true;
  }
  return isChanged;
}

function isForItsWork({ source }: PythonModule, statement: PyNode): boolean {
  return source.startsWith(`  ${FOR_ITS_WORK}`, statement.end);
}

/** An import that opened a function, with the blank line that set it off. */
function withGap(source: string, span: Span): Span {
  const isFirst = /:[ \t]*(?:#.*)?\r?\n$/.test(source.slice(0, span.start));
  const gap = isFirst ? (/^[ \t]*\r?\n/.exec(source.slice(span.end))?.[0].length ?? 0) : 0;
  return { start: span.start, end: span.end + gap };
}

function isUsed(module: PythonModule, name: string): boolean {
  const binding = module.scopes.module.bindings.get(name);
  const isListed = binding?.references.some(({ role }) => role !== "bind") === true;
  return isListed || new RegExp(`["']${name}["']`).test(module.source) || mentionedInQuotes(module, name);
}

/** A quoted annotation uses a name too. */
function mentionedInQuotes(module: PythonModule, name: string): boolean {
  return new RegExp(`(?:->|:)\\s*"[^"\\n]*\\b${name}\\b[^"\\n]*"`).test(module.source);
}

function wasUnused(original: PythonModule, name: string): boolean {
  const binding = original.scopes.module.bindings.get(name);
  return binding?.references.every(({ role }) => role === "bind") === true;
}

function deleteClause(rewriter: Rewriter, statement: PyNode, clause: PyNode): void {
  const clauses = statement.fields("name");
  const index = clauses.indexOf(clause);
  const next = clauses[index + 1];
  const previous = clauses[index - 1];
  if (next !== undefined) rewriter.delete({ start: clause.start, end: next.start });
  else if (previous !== undefined) rewriter.delete({ start: previous.end, end: clause.end });
}
