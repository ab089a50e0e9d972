import { readModule, type PythonModule } from "../../python/module.js";
import { hasError } from "../../python/parser.js";
import { Rewriter } from "../../python/rewriter.js";
import { applyEdits, type Edit, type Span } from "../../python/span.js";
import type { Safety } from "../finding.js";
import { additionsFor } from "./additions.js";
import { findLocalRewrites } from "./index.js";
import type { LocalRewrite, Replacement } from "./local-rewrite.js";
import { removeImports, unusedRunpodImports } from "./runpod-imports.js";

/** More passes than any file needs: each pass applies all rewrites that do not touch each other. */
const MOST_PASSES = 10;

/** A text after all its local rewrites, and those that were applied, in order. */
export interface Applied {
  readonly text: string;
  readonly rewrites: readonly LocalRewrite[];
}

/**
 * Applies the local rewrites of a text that are as safe as asked for, until nothing is left to apply, and drops the
 * RunPod imports that nothing uses any more. A pass after which the text would not parse is not taken.
 */
export function applyLocalRewrites(path: string, source: string, safeties: ReadonlySet<Safety>): Applied {
  const applied: LocalRewrite[] = [];
  let text = source;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const module = readModule(path, text);
    if (module === undefined) break;
    const chosen = chooseRewrites(module, safeties);
    const next = chosen.length > 0 ? render(module, chosen) : dropUnusedImports(module);
    if (next === text || !parsesAsBefore(path, module, next)) break;
    applied.push(...chosen);
    text = next;
  }
  return { text, rewrites: applied };
}

/** The rewrites of one pass: none in a statement that does not parse, none that touches another. */
function chooseRewrites(module: PythonModule, safeties: ReadonlySet<Safety>): readonly LocalRewrite[] {
  const broken = module.root.children.filter(hasError);
  const taken: Span[] = [];
  const chosen: LocalRewrite[] = [];
  for (const rewrite of findLocalRewrites(module)) {
    const spans = rewrite.replacements.map(({ span }) => span);
    const isFree = !spans.some((span) => [...taken, ...broken].some((other) => touches(span, other)));
    if (spans.length === 0 || !safeties.has(rewrite.safety) || !isFree) continue;
    taken.push(...spans);
    chosen.push(rewrite);
  }
  return chosen;
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function render(module: PythonModule, rewrites: readonly LocalRewrite[]): string {
  const needs = {
    imports: rewrites.flatMap(({ imports }) => imports),
    definitions: rewrites.flatMap(({ definitions }) => definitions),
  };
  return applyEdits(module.source, [...editsOf(module, rewrites), ...additionsFor(module, needs)]);
}

/** The plain edits of rewrites: what their replacements come to when applied together. */
export function editsOf(module: PythonModule, rewrites: readonly LocalRewrite[]): readonly Edit[] {
  const replacements = rewrites.flatMap((rewrite) => rewrite.replacements);
  const rewriter = new Rewriter(module.source);
  for (const { span, parts } of replacements) rewriter.replace(span, ...parts);
  return outermost(replacements).map(({ span }) => ({ span, text: rewriter.render(span) }));
}

function outermost(replacements: readonly Replacement[]): readonly Replacement[] {
  return replacements.filter(
    ({ span }) =>
      !replacements.some(
        (other) =>
          other.span.start <= span.start &&
          span.end <= other.span.end &&
          (other.span.start < span.start || span.end < other.span.end),
      ),
  );
}

function dropUnusedImports(module: PythonModule): string {
  const removals = removeImports(module, unusedRunpodImports(module));
  return applyEdits(
    module.source,
    removals.map(({ span, parts }) => ({ span, text: parts.join("") })),
  );
}

/** Whether a text has no syntax error that it did not have before. */
function parsesAsBefore(path: string, before: PythonModule, text: string): boolean {
  const after = readModule(path, text);
  return after !== undefined && (!hasError(after.root) || hasError(before.root));
}
