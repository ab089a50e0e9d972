import { hasError } from "../../python/parser.js";
import { undecorated } from "../../python/queries.js";
import type { Edit, Span } from "../../python/span.js";
import type { Safety, Severity } from "../finding.js";
import { compatibleRewrites, plainEdits } from "../local/apply.js";
import { findLocalRewritesIn } from "../local/index.js";
import type { LocalRewrite } from "../local/local-rewrite.js";
import { findSdkUses } from "../local/sdk-uses.js";
import type { RuleName } from "../rules/names.js";
import type { Discovery, Rule, StatementContext } from "../rules/rule.js";
import { RULES } from "../rules/index.js";
import type { Environment } from "./environment.js";
import type { UnitJobs } from "./jobs.js";
import { partOf, type Unit } from "./unit.js";

/** A finding with offsets in its own statement, and what its fix is made of. */
export interface UnitFinding {
  readonly rule: RuleName;
  readonly span: Span;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: UnitFix | undefined;
}

/** A finding of one statement, with the statement's offset in the text. */
export interface PlacedFinding extends UnitFinding {
  readonly offset: number;
}

export type UnitFix =
  | { readonly kind: "conversion"; readonly safety: Safety }
  | { readonly kind: "local"; readonly rewrite: LocalRewrite; readonly edits: readonly Edit[]; readonly needs: string };

/** What the file around a statement makes of it. */
export interface UnitRole {
  readonly isWorker: boolean;
  readonly isReachable: boolean;
  readonly isCalledAtStart: boolean;
  readonly isAsyncWorker: boolean;
  readonly isRefreshedAlways: boolean;
  readonly jobs: UnitJobs | undefined;
  /** The names that validations of the file take as their schema. */
  readonly schemas: ReadonlySet<string>;
  /** The functions and classes in which `start` is called. */
  readonly starters: ReadonlySet<string>;
}

/** How many results a statement keeps: the surroundings change rarely, and mostly back. */
const KEPT_RESULTS = 24;

/** The findings of one statement; the same object as before where nothing that decides them has changed. */
export function analyse(
  unit: Unit,
  environment: Environment,
  signature: string,
  role: UnitRole,
): readonly UnitFinding[] {
  const flags = FLAGS.map((flag) => Number(role[flag])).join("");
  const named = `${mentioned(unit, role.schemas)}:${mentioned(unit, role.starters)}`;
  const key = `found:${signature}:${environment.keyFor(unit)}:${flags}:${role.jobs?.key ?? ""}:${named}`;
  const known = unit.results.get(key) as readonly UnitFinding[] | undefined;
  if (known !== undefined) return known;
  if (unit.results.size > KEPT_RESULTS) unit.results.clear();
  const findings = findAll(unit, contextOf(unit, environment, role));
  unit.results.set(key, findings);
  return findings;
}

const FLAGS = ["isWorker", "isReachable", "isCalledAtStart", "isAsyncWorker", "isRefreshedAlways"] as const;

/** Those of the names that a statement speaks of, as one string. */
function mentioned({ moduleNames }: Unit, names: ReadonlySet<string>): string {
  return names.size === 0 ? "" : moduleNames.filter((name) => names.has(name)).join();
}

function contextOf(unit: Unit, environment: Environment, role: UnitRole): StatementContext {
  const module = partOf(unit, environment);
  const uses = findSdkUses(module);
  const statement = unit.root.namedChildren[0];
  const isDefinition = statement !== undefined && undecorated(statement).is("function_definition", "class_definition");
  return {
    module,
    uses,
    rewrites: findLocalRewritesIn(module, uses),
    isWorker: role.isWorker,
    isModuleCode: !isDefinition,
    isReachable: role.isReachable,
    isCalledAtStart: role.isCalledAtStart,
    isAsyncWorker: role.isAsyncWorker,
    isRefreshedAlways: role.isRefreshedAlways,
    handlers: role.jobs?.handlers ?? [],
    answerers: role.jobs?.answerers ?? [],
    flows: role.jobs?.flows ?? [],
    passed: role.jobs?.passed ?? new Set(),
    schemas: role.schemas,
    starters: role.starters,
  };
}

function findAll(unit: Unit, context: StatementContext): readonly UnitFinding[] {
  const broken = unit.isBroken ? unit.root.children.filter(hasError) : [];
  const isFixable = (span: Span): boolean => !broken.some((node) => node.start <= span.start && span.end <= node.end);
  const together = new Map([...COUPLED].map((rule) => [rule, coupledEdits(context, rule, isFixable)]));
  const local = context.rewrites.map((rewrite) =>
    localFinding(context, rewrite, isFixable(rewrite.span), together.get(rewrite.rule)),
  );
  const found = RULES.flatMap((rule) =>
    [...(rule.find?.(context) ?? [])].map((discovery) => conversionFinding(rule, discovery, isFixable(discovery.span))),
  );
  return [...local, ...found];
}

/** Rules whose rewrites hang together: to change one line and not the others would break the program. */
export const COUPLED: ReadonlySet<RuleName> = new Set(["endpoint-client", "sdk-logger"]);

function coupledEdits(
  { module, rewrites }: StatementContext,
  rule: RuleName,
  isFixable: (span: Span) => boolean,
): readonly Edit[] {
  const coupled = rewrites.filter((rewrite) => rewrite.rule === rule && isFixable(rewrite.span));
  return plainEdits(
    module,
    compatibleRewrites(coupled).flatMap(({ replacements }) => replacements),
  );
}

function localFinding(
  { module }: StatementContext,
  rewrite: LocalRewrite,
  isFixable: boolean,
  together: readonly Edit[] | undefined,
): UnitFinding {
  const { rule, span, severity, message, replacements } = rewrite;
  const isOffered = isFixable && replacements.length > 0;
  const edits = together ?? (isOffered ? plainEdits(module, replacements) : []);
  const fix = { kind: "local", rewrite, edits, needs: needsOf(rewrite) } as const;
  return { rule, span, severity, message, fix: isOffered ? fix : undefined };
}

/** What a rewrite adds to the top of a file, as one string; empty for nothing. */
export function needsOf({ imports, definitions }: LocalRewrite): string {
  return [...imports, ...definitions.map(({ source }) => source)].join("\n");
}

export function conversionFinding(rule: Rule, discovery: Discovery, isFixable: boolean): UnitFinding {
  const isOffered = isFixable && discovery.isManual !== true && rule.safety !== "manual";
  return {
    rule: rule.name,
    span: { start: discovery.span.start, end: discovery.span.end },
    severity: discovery.severity ?? rule.severity,
    message: discovery.message,
    fix: isOffered ? { kind: "conversion", safety: rule.safety } : undefined,
  };
}
