import { folderOf, baseName } from "../../environment/paths.js";
import type { LocalModule } from "../../environment/reached-modules.js";

/**
 * Files of the worker's own that nothing speaks of any more: the schema that became the `Input` model, helpers for
 * RunPod's validator. A word is enough to keep one, because modules are also imported by their name as a text.
 */
export function unneededModules(modules: readonly LocalModule[], converted: string): ReadonlySet<string> {
  const left = new Map(modules.map((found) => [found.path, found.module.source]));
  const queue = [converted.replace(SHIPPED, "")];
  for (let text = queue.pop(); text !== undefined; text = queue.pop()) {
    const words = new Set(withoutComments(text).match(/\w+/g));
    for (const [path, source] of left) {
      if (!words.has(nameOf(path))) continue;
      left.delete(path);
      queue.push(source);
    }
  }
  return new Set(left.keys());
}

/** The list that would name every file again. */
const SHIPPED = /^\s*app_files = \[[^\]]*\]/m;

/** The name by which code imports a file; a package has that of its folder. */
function nameOf(path: string): string {
  const name = baseName(path).replace(/\.py$/, "");
  return name === "__init__" ? baseName(folderOf(path)) : name;
}

function withoutComments(text: string): string {
  return text.replace(/(^|\s)#.*$/gm, "$1");
}
