import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import type { Code } from "./called-function.js";
import { savedPath, type SavedPath } from "./saved-paths.js";
import { listSources } from "./value-sources.js";

/** What all paths in a list have in common, when each of them names a file that the worker wrote. */
export function savedPaths(
  code: Code,
  definition: PyNode,
  value: PyNode,
): Pick<SavedPath, "type" | "contentType"> | undefined {
  const items = itemsOf(code.module, unparenthesized(value));
  const found = items?.map((item) => savedPath(code, definition, item, value.start));
  const [first, ...others] = found ?? [];
  if (first === undefined || others.some((other) => other === undefined)) return undefined;
  const isOneKind = others.every((other) => other?.contentType === first.contentType && other?.type === first.type);
  return isOneKind ? { type: first.type, contentType: first.contentType } : { type: "File", contentType: undefined };
}

/** The expressions that the items of a list come from; undefined where something else may be in it. */
function itemsOf(module: PythonModule, list: PyNode): readonly PyNode[] | undefined {
  if (list.type === "list_comprehension") {
    const body = list.field("body");
    return body === undefined ? undefined : [body];
  }
  if (list.type === "list") return list.namedChildren;
  const sources = listSources(module, list);
  const starts = sources?.starts.map((start) => (start.type === "identifier" ? undefined : itemsOf(module, start)));
  if (sources === undefined || starts?.every((items) => items !== undefined) !== true) return undefined;
  return [...starts.flat(), ...sources.items];
}
