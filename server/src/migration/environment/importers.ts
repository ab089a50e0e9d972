import type { PythonModule } from "../../python/module.js";
import { readWorkspaceModule, type Workspace } from "../workspace.js";
import { importedModules } from "./imported-packages.js";
import { resolveModule } from "./module-files.js";
import { baseName, filesOf, stem } from "./paths.js";
import { decision, listed, note, type EnvironmentRemark } from "./remark.js";
import { searchRoots } from "./search-roots.js";

/** A module of the workspace that imports a worker's file. */
export interface Importer {
  readonly path: string;
  /** 1-based line of the import. */
  readonly line: number;
  /** The names it takes, or none where it imports the module as a whole. */
  readonly names: readonly string[];
  readonly isTest: boolean;
}

/** The modules of the workspace that import the file of a worker. */
export function findImporters(workspace: Workspace, workerPath: string): readonly Importer[] {
  const mention = new RegExp(`\\bimport\\b[^\\n]*\\b${stem(workerPath)}\\b|\\bfrom\\b[^\\n]*\\b${stem(workerPath)}\\b`);
  return [...filesOf(workspace)]
    .filter((path) => path.endsWith(".py") && path !== workerPath)
    .sort()
    .flatMap((path) => {
      const text = workspace.read(path);
      if (text === undefined || !mention.test(text)) return [];
      const module = readWorkspaceModule(workspace, path, () => true);
      return module === undefined ? [] : importersIn(workspace, workerPath, module);
    });
}

function importersIn(workspace: Workspace, workerPath: string, module: PythonModule): readonly Importer[] {
  const roots = searchRoots(workspace, module.path);
  const byLine = new Map<number, Importer>();
  for (const { module: name, stated, node } of importedModules(module)) {
    const isStated = resolveModule(workspace, module.path, roots, stated).at(-1) === workerPath;
    if (!isStated && resolveModule(workspace, module.path, roots, name).at(-1) !== workerPath) continue;
    const line = module.line(node);
    const taken = isStated && name !== stated ? [name.slice(stated.length).replace(/^\./, "")] : [];
    const names = [...new Set([...(byLine.get(line)?.names ?? []), ...taken])];
    byLine.set(line, { path: module.path, line, names, isTest: isTestFile(module.path) });
  }
  return [...byLine.values()];
}

/** Whether a file is a test by its name or its folder. */
export function isTestFile(path: string): boolean {
  return /^(?:test_.*|.*_test|conftest|test)\.py$/.test(baseName(path)) || /(?:^|\/)tests?\//.test(path);
}

/**
 * What importers of a worker mean for its migration: a test is announced, any other module needs a person. One that
 * takes only names that are `kept` at module level loses nothing.
 */
export function importerRemarks(
  workerPath: string,
  importers: readonly Importer[],
  kept: ReadonlySet<string> = new Set(),
): readonly EnvironmentRemark[] {
  return importers.flatMap(({ path, line, names, isTest }) => {
    const lost = names.filter((name) => !kept.has(name));
    if (names.length > 0 && lost.length === 0) return [];
    const what = names.length === 0 ? `\`${workerPath}\`` : `${listed(lost)} from \`${workerPath}\``;
    const where = `\`${path}\` (line ${String(line)}) imports ${what}`;
    if (isTest) return [note("importers", `${where}; it tests the old handler and is left as it is.`)];
    return [
      decision("importers", `${where}, which the app no longer has at module level; make it call the app instead.`),
    ];
  });
}
