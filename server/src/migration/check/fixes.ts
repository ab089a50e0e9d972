import { statementsOf } from "../../python/queries.js";
import type { Edit, Span } from "../../python/span.js";
import type { Finding, Fix, Safety } from "../finding.js";
import { additionsAt, placeForAdditions, topStatement, type Place } from "../local/additions.js";
import type { LocalRewrite } from "../local/local-rewrite.js";
import type { RuleName } from "../rules/names.js";
import { COUPLED, needsOf, type PlacedFinding } from "./analysis.js";
import type { PlacedUnit } from "./environment.js";

/** Puts findings where they stand in the text, and gives their fixes what these add to the top of the file. */
export function withFixes(text: string, units: readonly PlacedUnit[], found: readonly PlacedFinding[]): Finding[] {
  const builder = new FixBuilder(text, units, found);
  return found.map((finding) => ({
    rule: finding.rule,
    span: moved(finding.span, finding.offset),
    severity: finding.severity,
    message: finding.message,
    fix: builder.fixOf(finding),
  }));
}

/** Builds the fixes of one text; what many of them share is built once. */
class FixBuilder {
  private readonly coupled = new Map<RuleName, readonly Edit[]>();
  private readonly additions = new Map<string, readonly Edit[]>();
  private knownPlace: Place | undefined;

  constructor(
    private readonly text: string,
    private readonly units: readonly PlacedUnit[],
    private readonly found: readonly PlacedFinding[],
  ) {}

  fixOf(finding: PlacedFinding): Fix | undefined {
    const { fix, rule } = finding;
    if (fix === undefined) return undefined;
    if (fix.kind === "conversion") return { kind: "conversion", title: "Migrate to a fal App", safety: fix.safety };
    const { title, safety } = fix.rewrite;
    return localFix(title, safety, () => (COUPLED.has(rule) ? this.coupledEdits(rule) : this.editsOf([finding])));
  }

  private coupledEdits(rule: RuleName): readonly Edit[] {
    const known = this.coupled.get(rule);
    if (known !== undefined) return known;
    const edits = this.editsOf(this.found.filter((finding) => finding.rule === rule));
    this.coupled.set(rule, edits);
    return edits;
  }

  private editsOf(findings: readonly PlacedFinding[]): readonly Edit[] {
    const edits: Edit[] = [];
    const needing: LocalRewrite[] = [];
    let last: readonly Edit[] | undefined;
    let lastOffset = -1;
    for (const { fix, offset } of findings) {
      if (fix?.kind !== "local") continue;
      if (fix.needs !== "") needing.push(fix.rewrite);
      if (fix.edits === last && offset === lastOffset) continue;
      for (const edit of fix.edits) edits.push({ span: moved(edit.span, offset), text: edit.text });
      [last, lastOffset] = [fix.edits, offset];
    }
    if (needing.length === 0) return edits;
    return [...edits, ...this.additionsOf(needing)];
  }

  private additionsOf(rewrites: readonly LocalRewrite[]): readonly Edit[] {
    const key = rewrites.length === 1 && rewrites[0] !== undefined ? needsOf(rewrites[0]) : undefined;
    const known = key === undefined ? undefined : this.additions.get(key);
    if (known !== undefined) return known;
    const imports = rewrites.flatMap((rewrite) => rewrite.imports);
    const definitions = rewrites.flatMap((rewrite) => rewrite.definitions);
    const edits = additionsAt(this.place(), { imports, definitions });
    if (key !== undefined) this.additions.set(key, edits);
    return edits;
  }

  private place(): Place {
    this.knownPlace ??= placeForAdditions(
      this.text,
      this.units.flatMap(({ unit, start }, index) =>
        statementsOf(unit.root).map((statement, inner) => topStatement(statement, index + inner, start)),
      ),
    );
    return this.knownPlace;
  }
}

/** A fix whose edits are built when they are asked for: most findings are only shown. */
function localFix(title: string, safety: Safety, build: () => readonly Edit[]): Fix {
  let built: readonly Edit[] | undefined;
  return {
    kind: "local",
    title,
    safety,
    get edits() {
      return (built ??= build());
    },
  };
}

function moved(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}
