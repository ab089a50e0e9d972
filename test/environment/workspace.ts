import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { localNames } from "../../server/src/migration/environment/module-files.js";
import type { Workspace } from "../../server/src/migration/workspace.js";
import { readModule, type PythonModule } from "../../server/src/python/module.js";
import { loadPython } from "../../server/src/python/parser.js";

const require = createRequire(__filename);

/** The grammar from node_modules, for every test that parses. */
export async function loadGrammar(): Promise<void> {
  await loadPython({
    runtime: require.resolve("web-tree-sitter/web-tree-sitter.wasm"),
    grammar: join(dirname(require.resolve("tree-sitter-python/package.json")), "tree-sitter-python.wasm"),
  });
}

/** A workspace of texts by path. The root is called `project` unless a name, or `undefined`, is given. */
export function workspaceOf(
  files: Readonly<Record<string, string>>,
  rootName: string | undefined = "project",
): Workspace {
  return { rootName, paths: () => Object.keys(files), read: (path) => files[path] };
}

/** A workspace for a PATH that is a file: its root names nothing. */
export function fileWorkspace(files: Readonly<Record<string, string>>): Workspace {
  return { ...workspaceOf(files), rootName: undefined };
}

export function moduleOf(workspace: Workspace, path: string): PythonModule {
  const module = readModule(path, workspace.read(path) ?? "", localNames(workspace, path));
  if (module === undefined) throw new Error(`${path} was not parsed in time`);
  return module;
}
