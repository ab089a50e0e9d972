import type { PythonModule } from "../../../python/module.js";
import { localNames, resolveModule } from "../../environment/module-files.js";
import { searchRoots } from "../../environment/search-roots.js";
import { sdkName } from "../../local/sdk-names.js";
import { moduleValue, type ImportedValues } from "../../local/values.js";
import { readWorkspaceModule, type Workspace } from "../../workspace.js";

/** Longer chains of modules than anybody hands a logger through. */
const DEEPEST = 4;

/** Tells what an import from another file of the workspace holds, where RunPod's SDK made it: a shared logger. */
export function importedValues(workspace: Workspace, path: string): ImportedValues {
  const known = new Map<string, string | undefined>();
  return (origin) => {
    if (!known.has(origin)) known.set(origin, valueOf(workspace, path, origin, 0));
    return known.get(origin);
  };
}

/** Whether a file that says nothing of RunPod may use what another file got from its SDK. */
export function mayShareSdkValues(workspace: Workspace, source: string): boolean {
  return sharingModules(workspace).some((name) =>
    new RegExp(`\\bimport\\b.*\\b${name}\\b|\\b${name}\\b.*\\bimport\\b`).test(source),
  );
}

const sharing = new WeakMap<Workspace, readonly string[]>();

/** The names of the modules that make a logger of RunPod's SDK for others. */
function sharingModules(workspace: Workspace): readonly string[] {
  const known = sharing.get(workspace);
  if (known !== undefined) return known;
  const names = workspace.paths().flatMap((path) => {
    const isSharing = path.endsWith(".py") && /^\w+.*=.*\bRunPodLogger\(/m.test(workspace.read(path) ?? "");
    const parts = path.replace(/(?:\/__init__)?\.py$/, "").split("/");
    return isSharing ? [parts.at(-1) ?? path] : [];
  });
  sharing.set(workspace, names);
  return names;
}

function valueOf(workspace: Workspace, path: string, origin: string, depth: number): string | undefined {
  const isLocal = localNames(workspace, path);
  if (depth > DEEPEST || (!origin.startsWith(".") && !isLocal(origin))) return undefined;
  const [, from, name] = /^(.*?)\.?([^.]+)$/.exec(origin) ?? [];
  const parent = /^\.+/.exec(origin)?.[0] ?? "";
  const named = from === undefined || from === "" ? parent : from;
  const found = resolveModule(workspace, path, searchRoots(workspace, path), named).at(-1);
  const module = found === undefined || found === path ? undefined : readWorkspaceModule(workspace, found, isLocal);
  return module === undefined || name === undefined ? undefined : exportedValue(workspace, module, name, depth);
}

/** What a module's own name holds, or one that it imports itself. */
function exportedValue(workspace: Workspace, module: PythonModule, name: string, depth: number): string | undefined {
  const imported = module.names.imports.find(({ local }) => local === name);
  if (imported === undefined) return sdkName(moduleValue(module, name));
  return sdkName(imported.origin) === undefined
    ? valueOf(workspace, module.path, imported.origin, depth + 1)
    : undefined;
}
