import { readModule, type PythonModule } from "../../python/module.js";
import { hasError } from "../../python/parser.js";
import { Rewriter } from "../../python/rewriter.js";
import { applyEdits, type Edit, type Span } from "../../python/span.js";
import type { Safety } from "../finding.js";
import { additionsFor } from "./additions.js";
import { findLocalRewrites } from "./index.js";
import type { LocalRewrite, Replacement } from "./local-rewrite.js";
import type { ImportedValues, ModuleWithImports } from "./values.js";
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
export function applyLocalRewrites(
  path: string,
  source: string,
  safeties: ReadonlySet<Safety>,
  importedValues: ImportedValues = () => undefined,
): Applied {
  const applied: LocalRewrite[] = [];
  let text = source;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const read = readModule(path, text);
    if (read === undefined) break;
    const module: ModuleWithImports = { ...read, importedValues };
    const chosen = chooseRewrites(module, safeties);
    const next = chosen.length > 0 ? render(module, chosen) : dropUnusedImports(module);
    if (next === text || !parsesAsBefore(path, module, next)) break;
    applied.push(...chosen);
    text = next;
  }
  return { text, rewrites: applied };
}

/** The rewrites of one pass: none in a statement that does not parse, none that another would overwrite. */
function chooseRewrites(module: PythonModule, safeties: ReadonlySet<Safety>): readonly LocalRewrite[] {
  const broken = module.root.children.filter(hasError).map(({ start, end }) => ({ span: { start, end }, parts: [] }));
  return compatibleRewrites(
    findLocalRewrites(module).filter(({ safety }) => safeties.has(safety)),
    broken,
  );
}

/** As many of the given rewrites as can be made together, the first ones first. */
export function compatibleRewrites(
  rewrites: readonly LocalRewrite[],
  blocked: readonly Replacement[] = [],
): readonly LocalRewrite[] {
  const taken: Replacement[] = [...blocked];
  const chosen: LocalRewrite[] = [];
  for (const rewrite of rewrites) {
    const { replacements } = rewrite;
    if (!replacements.every((one) => taken.every((other) => areCompatible(one, other)))) continue;
    if (replacements.length === 0) continue;
    taken.push(...replacements);
    chosen.push(rewrite);
  }
  return chosen;
}

/** Two replacements can be made together when they are apart, or when one stands in what the other keeps. */
export function areCompatible(a: Replacement, b: Replacement): boolean {
  return areApart(a.span, b.span) || keeps(a, b.span) || keeps(b, a.span);
}

/** Spans that share no text; of two insertions at one offset neither comes first. */
function areApart(a: Span, b: Span): boolean {
  if (isEmpty(a) && isEmpty(b)) return a.start !== b.start;
  return a.end <= b.start || b.end <= a.start;
}

function isEmpty({ start, end }: Span): boolean {
  return start === end;
}

function keeps({ parts }: Replacement, span: Span): boolean {
  return parts.some((part) => typeof part !== "string" && part.start <= span.start && span.end <= part.end);
}

function render(module: PythonModule, rewrites: readonly LocalRewrite[]): string {
  const needs = {
    imports: rewrites.flatMap(({ imports }) => imports),
    definitions: rewrites.flatMap(({ definitions }) => definitions),
  };
  const replacements = rewrites.flatMap((rewrite) => rewrite.replacements);
  return applyEdits(module.source, [...additionsFor(module, needs), ...plainEdits(module, replacements)]);
}

/** The plain edits that replacements come to when made together. */
export function plainEdits(module: PythonModule, replacements: readonly Replacement[]): readonly Edit[] {
  const rewriter = new Rewriter(module.source);
  for (const { span, parts } of replacements) rewriter.replace(span, ...parts);
  return outermost(replacements).map(({ span, parts }) => ({
    span,
    text: isEmpty(span) ? parts.map(String).join("") : rewriter.render(span),
  }));
}

/** Those that stand in no other, in order of the text; an insertion at the edge of another stands beside it. */
function outermost(replacements: readonly Replacement[]): readonly Replacement[] {
  return replacements
    .filter((one) => !replacements.some((other) => other !== one && contains(other.span, one.span)))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function contains(outer: Span, inner: Span): boolean {
  if (isEmpty(inner)) return outer.start < inner.start && inner.end < outer.end;
  const isInside = outer.start <= inner.start && inner.end <= outer.end;
  return isInside && (outer.start < inner.start || inner.end < outer.end);
}

function dropUnusedImports(module: PythonModule): string {
  return applyEdits(module.source, plainEdits(module, removeImports(module, unusedRunpodImports(module))));
}

/** Whether a text has no syntax error that it did not have before. */
function parsesAsBefore(path: string, before: PythonModule, text: string): boolean {
  const after = readModule(path, text);
  return after !== undefined && (!hasError(after.root) || hasError(before.root));
}
