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

/** The rewrites of one pass: none in a statement that does not parse, none that another would overwrite. */
function chooseRewrites(module: PythonModule, safeties: ReadonlySet<Safety>): readonly LocalRewrite[] {
  const broken = module.root.children.filter(hasError).map(({ start, end }) => ({ span: { start, end }, parts: [] }));
  const taken: Replacement[] = [];
  const chosen: LocalRewrite[] = [];
  for (const rewrite of findLocalRewrites(module)) {
    const { replacements, safety } = rewrite;
    const isFree = replacements.every((one) => [...taken, ...broken].every((other) => areCompatible(one, other)));
    if (replacements.length === 0 || !safeties.has(safety) || !isFree) continue;
    taken.push(...replacements);
    chosen.push(rewrite);
  }
  return chosen;
}

/** Two replacements can be made together when they are apart, or when one stands in what the other keeps. */
export function areCompatible(a: Replacement, b: Replacement): boolean {
  const areApart = a.span.end < b.span.start || b.span.end < a.span.start;
  return areApart || keeps(a, b.span) || keeps(b, a.span);
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
  return applyEdits(module.source, [...plainEdits(module, replacements), ...additionsFor(module, needs)]);
}

/** The plain edits that replacements come to when made together. */
export function plainEdits(module: PythonModule, replacements: readonly Replacement[]): readonly Edit[] {
  const rewriter = new Rewriter(module.source);
  for (const { span, parts } of replacements) rewriter.replace(span, ...parts);
  return outermost(replacements).map(({ span, parts }) => ({
    span,
    text: span.start === span.end ? parts.map(String).join("") : rewriter.render(span),
  }));
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
  return applyEdits(module.source, plainEdits(module, removeImports(module, unusedRunpodImports(module))));
}

/** Whether a text has no syntax error that it did not have before. */
function parsesAsBefore(path: string, before: PythonModule, text: string): boolean {
  const after = readModule(path, text);
  return after !== undefined && (!hasError(after.root) || hasError(before.root));
}
