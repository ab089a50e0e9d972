import type { PythonModule } from "../../../python/module.js";
import { readModule } from "../../../python/module.js";
import { syntaxFault } from "../../../python/syntax-fault.js";
import { readWorker } from "../../../runpod/worker.js";
import { BUILTINS } from "../../../python/builtins.js";

/**
 * What is wrong with a conversion's own result, in a sentence; undefined where nothing is: it parses, every name in
 * it resolves or did not before, nothing of RunPod is left and there is nothing to convert again.
 */
export function faultOf(original: PythonModule, text: string): string | undefined {
  const module = readModule(original.path, text, original.isLocal);
  if (module === undefined || syntaxFault(text, module.root) !== undefined) return "the result does not parse";
  if (module.names.imports.some(({ module: name }) => name === "runpod" || name.startsWith("runpod.")))
    return "an import of RunPod is left";
  if (readWorker(module) !== undefined) return "a start of the worker is left";
  for (const [name, nodes] of module.scopes.unresolved) {
    const isKnown = BUILTINS.has(name) || original.scopes.unresolved.has(name);
    if (!isKnown) return `the name \`${name}\` is not defined (line ${String(module.line(nodes[0] ?? module.root))})`;
  }
  return undefined;
}
