import { importedNames, topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { resolveModule } from "../environment/module-files.js";
import { searchRoots } from "../environment/search-roots.js";
import { readWorkspaceModule, type Workspace } from "../workspace.js";

/** A function together with the module whose names it uses. */
export interface LocatedFunction {
  readonly module: PythonModule;
  readonly definition: PyNode;
}

/** The worker's own code: its file and every file of the workspace that it imports, however far. */
export class CodeIndex {
  private readonly modules = new Map<string, PythonModule>();
  private readonly functions = new Map<string, LocatedFunction[]>();
  private readonly classes = new Map<string, PyNode[]>();

  constructor(
    readonly main: PythonModule,
    private readonly workspace: Workspace,
    private readonly resolvePath: (from: string, module: string) => string | undefined,
  ) {
    this.add(main);
  }

  /** Every function or method of that name in the worker's own code. */
  functionsNamed(name: string): readonly LocatedFunction[] {
    return this.functions.get(name) ?? [];
  }

  /** Every class of that name in the worker's own code. */
  classesNamed(name: string): readonly PyNode[] {
    return this.classes.get(name) ?? [];
  }

  allFunctions(): readonly LocatedFunction[] {
    return [...this.functions.values()].flat();
  }

  allModules(): readonly PythonModule[] {
    return [...this.modules.values()];
  }

  /** Whether a word stands anywhere in the worker's own code. */
  mentions(word: string): boolean {
    return this.allModules().some(({ source }) => source.includes(word));
  }

  /** The module that an import of a file of the workspace names. */
  moduleOf(from: PythonModule, name: string): PythonModule | undefined {
    const path = this.resolvePath(from.path, name);
    return path === undefined ? undefined : this.modules.get(path);
  }

  private add(module: PythonModule): void {
    if (this.modules.has(module.path) || this.modules.size > 200) return;
    this.modules.set(module.path, module);
    for (const node of module.root.walk()) {
      if (node.type === "function_definition") append(this.functions, nameOf(node), { module, definition: node });
      if (node.type === "class_definition") append(this.classes, nameOf(node), node);
      if (node.type.startsWith("import_"))
        for (const { module: name, origin } of importedNames(node)) this.follow(module, name, origin);
    }
  }

  private follow(from: PythonModule, name: string, origin: string): void {
    if (!name.startsWith(".") && !from.isLocal(topLevelPackage(name))) return;
    for (const candidate of [name, origin]) {
      const path = this.resolvePath(from.path, candidate);
      const module =
        path === undefined || this.modules.has(path)
          ? undefined
          : readWorkspaceModule(this.workspace, path, from.isLocal);
      if (module !== undefined) this.add(module);
    }
  }
}

/** All that a worker's file reaches in its workspace. */
export function codeIndex(workspace: Workspace, worker: PythonModule): CodeIndex {
  const roots = searchRoots(workspace, worker.path);
  return new CodeIndex(worker, workspace, (from, name) => resolveModule(workspace, from, roots, name).at(-1));
}

function nameOf(definition: PyNode): string {
  return definition.field("name")?.text ?? "";
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
