import { indentationAt, linesInsideStrings, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { parametersOf } from "../../../python/functions.js";
import type { Rewriter } from "../../../python/rewriter.js";
import { insertIntoFunction } from "../imports/imports.js";
import { withComments } from "../module/statements.js";

/** How a handler's `def` is to look as a method. */
export interface MethodShape {
  readonly decorators: readonly string[];
  /** Undefined keeps the author's name. */
  readonly name: string | undefined;
  /** What stands between the parentheses. */
  readonly parameters: string;
  readonly annotation: string | undefined;
  readonly imports: readonly string[];
  readonly prologue: readonly string[];
}

/** The statement of a definition, its decorators included. */
export function outerStatement(definition: PyNode): PyNode {
  return definition.parent?.type === "decorated_definition" ? definition.parent : definition;
}

/** Gives a `def` its new head and first statements, by edits inside it. */
export function reshape(module: PythonModule, rewriter: Rewriter, definition: PyNode, shape: MethodShape): void {
  const parameters = definition.field("parameters");
  if (parameters === undefined) return;
  const outer = outerStatement(definition);
  const indent = indentationAt(module.source, outer.start);
  if (shape.decorators.length > 0)
    decorate(rewriter, outer, shape.decorators.map((line) => `${line}\n${indent}`).join(""));
  const name = definition.field("name");
  if (shape.name !== undefined && name !== undefined && name.text !== shape.name) rewriter.replace(name, shape.name);
  const returned = definition.field("return_type");
  const head = { start: parameters.start, end: returned?.end ?? parameters.end };
  const annotation =
    shape.annotation === undefined ? (returned === undefined ? "" : ` -> ${returned.text}`) : ` -> ${shape.annotation}`;
  rewriter.replace(head, `(${shape.parameters})${annotation}`);
  insertIntoFunction(module, rewriter, definition, shape.imports, [...extraDefaults(definition), ...shape.prologue]);
}

/** Decorators become part of the definition itself, so that they travel with it. */
export function decorate(rewriter: Rewriter, outer: PyNode, text: string): void {
  const first = { start: outer.start, end: outer.start + 1 };
  rewriter.replace(first, text, first);
}

/** A second parameter with a default was a constant: RunPod passes the job alone. */
function extraDefaults(definition: PyNode): readonly string[] {
  return parametersOf(definition)
    .slice(1)
    .map(({ name, kind, default: value }) => {
      if (kind === "star") return `${name} = ()`;
      if (kind === "double-star") return `${name} = {}`;
      return `${name} = ${value?.text ?? "None"}`;
    });
}

/** Makes a function of the module a method: `self` in front of its parameters. */
export function addSelf(rewriter: Rewriter, definition: PyNode, name: string): void {
  const parameters = definition.field("parameters");
  const own = definition.field("name");
  if (parameters === undefined) return;
  const hasOthers = parameters.namedChildren.length > 0;
  rewriter.insert(parameters.start + 1, hasOthers ? "self, " : "self");
  if (own !== undefined && own.text !== name) rewriter.replace(own, name);
}

/** The text of a `def` with its edits, its comments above it, indented to stand in a class. */
export function methodText(module: PythonModule, rewriter: Rewriter, definition: PyNode): string {
  const outer = outerStatement(definition);
  const span = withComments(module.source, outer);
  const text = closeUp(rewriter.render(span).replace(/\s+$/, ""));
  return reindent(text, indentationAt(module.source, outer.start), module.indent);
}

/** No blank lines behind the head of a function, and no two in a row inside it. */
function closeUp(text: string): string {
  const inside = linesInsideStrings(text);
  const lines: string[] = [];
  let offset = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const isBlank = line.trim() === "" && !inside.has(offset);
    const previous = lines.at(-1) ?? "";
    const isHead = /^(?:(?:(?:async )?def|[ \t]+with) .*|[ \t]+try):\s*$/.test(previous);
    if (!isBlank || (previous.trim() !== "" && !isHead)) lines.push(line);
    offset += line.length;
  }
  return lines.join("");
}
