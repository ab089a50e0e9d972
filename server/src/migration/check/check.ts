import { hasError } from "../../python/parser.js";
import { isAsync } from "../../python/queries.js";
import { switchOf } from "../../runpod/start-calls.js";
import type { Finding } from "../finding.js";
import { isAboutRunpod } from "../mentions.js";
import { RULES } from "../rules/index.js";
import { analyse, conversionFinding, type PlacedFinding } from "./analysis.js";
import { Environment, type PlacedUnit } from "./environment.js";
import { withFixes } from "./fixes.js";
import { followJobs } from "./jobs.js";
import { reachableUnits, unitsCalledAtStart } from "./reached-units.js";
import { isWorthReading, signatureOf } from "./marks.js";
import { readRegistration, type Registration } from "./registration.js";
import { resplit } from "./split.js";
import { UnitCache } from "./unit-cache.js";
import { schemaNames } from "./schemas.js";
import { unusedImportFindings } from "./unused-imports.js";

const sharedCache = new UnitCache();

/**
 * The findings of one Python text, in order of their spans. Statements that were seen before, in this text or
 * another, are not looked at again.
 */
export function check(text: string, cache: UnitCache = sharedCache): readonly Finding[] {
  if (!isAboutRunpod(text)) return [];
  const units = readUnits(text, cache);
  const environment = new Environment(text, units);
  const registration = readRegistration(cache, environment, units);
  const found = [
    ...findingsOf(text, units, environment, registration),
    ...(registration === undefined ? [] : registrationFindings(registration)),
    ...unusedImportFindings(units, environment),
  ];
  return withFixes(text, units, found).sort(inOrder);
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** A text above this size is read only where RunPod stands in it. */
const LARGE = 400_000;

/** Statements that stand before or behind everything that changed since the last text are not even looked up. */
function readUnits(text: string, cache: UnitCache): readonly PlacedUnit[] {
  const isLarge = text.length > LARGE;
  const before = cache.latest?.isLarge === isLarge ? cache.latest : undefined;
  const split = resplit(before?.split, text);
  const { statements, head, tail } = split;
  const all = statements.map(({ start, end }, index) => {
    const fromEnd = statements.length - index;
    if (index < head) return before?.units[index];
    if (fromEnd <= tail) return before?.units[before.units.length - fromEnd];
    const source = text.slice(start, end);
    return isLarge && !isWorthReading(source) ? undefined : cache.get(source);
  });
  cache.latest = { split, units: all, isLarge };
  return statements.flatMap(({ start }, index) => {
    const unit = all[index];
    return unit === undefined ? [] : { unit, start };
  });
}

function findingsOf(
  text: string,
  units: readonly PlacedUnit[],
  environment: Environment,
  registration: Registration | undefined,
): readonly PlacedFinding[] {
  const signature = signatureOf(text, environment);
  const jobs = registration === undefined ? undefined : followJobs(environment, registration);
  const schemas = schemaNames(units, environment);
  const reached = registration === undefined ? undefined : reachableUnits(environment, registration);
  const called = registration === undefined ? undefined : unitsCalledAtStart(environment, units);
  const worker = {
    isWorker: registration !== undefined,
    isAsyncWorker: registration?.handlers.some(({ definition }) => isAsync(definition)) ?? false,
    isRefreshedAlways: registration?.starts.some(({ start }) => switchOf(start, "refresh_worker") === "on") ?? false,
  };
  return units.flatMap(({ unit, start }) => {
    const role = {
      ...worker,
      isReachable: reached?.has(unit) ?? false,
      isCalledAtStart: called?.has(unit) ?? false,
      jobs: jobs?.get(unit),
      schemas,
      starters: registration?.starters ?? NO_NAMES,
    };
    return analyse(unit, environment, signature, role).map(({ rule, span, severity, message, fix }) => {
      return { rule, span, severity, message, fix, offset: start };
    });
  });
}

function registrationFindings(registration: Registration): readonly PlacedFinding[] {
  const broken = registration.module.root.children.filter(hasError);
  return RULES.flatMap((rule) =>
    [...(rule.findInRegistration?.(registration) ?? [])].map((discovery) => {
      const isFixable = !broken.some((node) => node.start <= discovery.span.start && discovery.span.end <= node.end);
      const finding = conversionFinding(rule, discovery, isFixable);
      return { ...finding, span: registration.place(discovery.span), offset: 0 };
    }),
  );
}

function inOrder(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : Number(a.rule > b.rule));
}
