import { pythonString, stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { Layout, PlacedStatement } from "./layout.js";
import { Owners } from "./owners.js";

/**
 * What runs on the runner finds its files in the current folder: that is where `app_files` bring the app's own folder,
 * while `__file__` is pickled with the app and names a folder of the machine that deployed it (fal 1.83.0, run).
 */
export function rewriteOwnPath(
  module: PythonModule,
  layout: Layout,
  moved: ReadonlySet<PlacedStatement>,
  rewriter: Rewriter,
): void {
  const owners = new Owners(layout);
  for (const node of module.scopes.unresolved.get("__file__") ?? []) {
    const owner = owners.of(node);
    const isOnRunner =
      owner.kind === "function" ||
      owner.kind === "setup" ||
      (owner.kind === "definition" && moved.has(owner.statement));
    if (!isOnRunner) continue;
    const folder = ownFolder(module, node);
    if (folder !== undefined) rewriter.replace(folder.node, folder.text);
    else rewriter.replace(node, ownName(module));
  }
}

/** What the image held at an absolute path is found from the current folder, too. */
export function rewriteShippedPaths(
  module: PythonModule,
  places: ReadonlyMap<string, string>,
  rewriter: Rewriter,
): void {
  if (places.size === 0) return;
  for (const node of module.root.walk()) {
    const place = node.type === "string" ? places.get(stringValue(node) ?? "") : undefined;
    if (place !== undefined) rewriter.replace(node, pythonString(place));
  }
}

function ownName(module: PythonModule): string {
  return pythonString(module.path.split("/").at(-1) ?? module.path);
}

/** The expression around `__file__` that means the folder of the file, and the current folder in the same style. */
function ownFolder(module: PythonModule, file: PyNode): { readonly node: PyNode; readonly text: string } | undefined {
  let outer = file;
  let path: string | undefined;
  for (let next = step(module, outer); next !== undefined; next = step(module, outer)) {
    outer = next.node;
    path ??= next.path;
  }
  const parent = outer.parent;
  const asked = parent?.type === "attribute" ? parent.field("attribute")?.text : undefined;
  if (path !== undefined && asked === "parent" && parent !== undefined) return { node: parent, text: `${path}.cwd()` };
  if (path !== undefined && asked === "parents") return { node: outer, text: `(${path}.cwd() / ${ownName(module)})` };
  const [call, callee] = callOf(outer);
  if (call === undefined || callee === undefined || module.names.of(callee) !== "os.path.dirname") return undefined;
  const prefix = /^(.+)\.path\.dirname$/.exec(callee.text)?.[1];
  return prefix === undefined ? undefined : { node: call, text: `${prefix}.getcwd()` };
}

/** One more call around a path that leaves it the path of the same file. */
function step(module: PythonModule, inner: PyNode): { readonly node: PyNode; readonly path?: string } | undefined {
  const [call, callee] = callOf(inner);
  const name = callee === undefined ? undefined : module.names.of(callee);
  if (call !== undefined && callee !== undefined && name === "pathlib.Path") return { node: call, path: callee.text };
  if (call !== undefined && (name === "os.path.abspath" || name === "os.path.realpath")) return { node: call };
  const method = inner.parent?.type === "attribute" ? inner.parent : undefined;
  const resolved = method?.parent?.type === "call" ? method.parent : undefined;
  const isSame = /^(?:resolve|absolute)$/.test(method?.field("attribute")?.text ?? "");
  return resolved !== undefined && isSame ? { node: resolved } : undefined;
}

/** The call of which an expression is the only argument, and what it calls. */
function callOf(argument: PyNode): readonly [PyNode | undefined, PyNode | undefined] {
  const list = argument.parent?.type === "argument_list" ? argument.parent : undefined;
  const call = list?.namedChildren.length === 1 && list.parent?.type === "call" ? list.parent : undefined;
  return [call, call?.field("function")];
}

/** Whether a module asks where its own file is. */
export function readsOwnPath({ scopes }: PythonModule): boolean {
  return (scopes.unresolved.get("__file__") ?? []).length > 0;
}
