import { plainEdits } from "../local/apply.js";
import type { LocalRewrite } from "../local/local-rewrite.js";
import { removeImports, runpodImports } from "../local/runpod-imports.js";
import { rewrite } from "../local/build.js";
import type { Environment, PlacedUnit } from "./environment.js";
import type { PlacedFinding } from "./analysis.js";
import { partOf, type Unit } from "./unit.js";
import type { PythonModule } from "../../python/module.js";
import type { ImportedName } from "../../python/imports.js";

/** RunPod imports at module level whose name no statement of the file reads. */
export function unusedImportFindings(units: readonly PlacedUnit[], environment: Environment): readonly PlacedFinding[] {
  return units.flatMap(({ unit, start }) => {
    if (unit.isBroken || !importsRunpod(unit)) return [];
    const module = partOf(unit, environment);
    return runpodImports(module)
      .filter((imported) => isUnused(module, imported, units))
      .map((imported) => unusedFinding(module, imported, start));
  });
}

function importsRunpod({ root, text }: Unit): boolean {
  const first = root.children[0];
  if (first === undefined || !text.includes("import")) return false;
  const isCode = first.is("function_definition", "class_definition", "decorated_definition", "expression_statement");
  return !isCode && /runpod|tetra_rp/.test(text);
}

function isUnused(module: PythonModule, { local, clause }: ImportedName, units: readonly PlacedUnit[]): boolean {
  if (local === "*" || units.some(({ unit }) => unit.scopes.unresolved.has(local))) return false;
  if (clause.ancestor("function_definition", "class_definition") !== undefined) return false;
  const references = module.scopes.module.bindings.get(local)?.references ?? [];
  return references.every(({ role }) => role !== "read");
}

function unusedFinding(module: PythonModule, imported: ImportedName, offset: number): PlacedFinding {
  const removal = removalOf(module, imported);
  const { rule, span, severity, message } = removal;
  const edits = plainEdits(module, removal.replacements);
  return { rule, span, severity, message, fix: { kind: "local", rewrite: removal, edits, needs: "" }, offset };
}

function removalOf(module: PythonModule, imported: ImportedName): LocalRewrite {
  const texts = {
    rule: "runpod-import",
    message: `Nothing uses \`${imported.local}\` of RunPod's SDK any more; a fal app must not import it, because fal has no such package.`,
    title: "Remove the import",
  } as const;
  return rewrite(imported.clause, texts, removeImports(module, [imported]));
}
