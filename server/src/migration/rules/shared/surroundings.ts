import type { PythonModule } from "../../../python/module.js";
import type { PartOfModule } from "../../local/names.js";

/** Whether the file around a statement holds a text. */
export function fileMentions(module: PythonModule, text: string): boolean {
  return isPart(module) ? module.outer.mentions(text) : module.source.includes(text);
}

function isPart(module: PythonModule): module is PartOfModule {
  return "outer" in module;
}
