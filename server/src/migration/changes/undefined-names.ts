import { BUILTINS } from "../../python/builtins.js";
import type { PythonModule } from "../../python/module.js";
import { remarkAt, type QuietChange } from "./quiet-change.js";

/** What can define names that no assignment shows. */
const DEFINERS = ["globals", "exec", "eval", "vars"];

/** The worker failed wherever it came to a name that nothing defines, and so will the app. */
export const undefinedNames: QuietChange = function* ({ module, jobCode, loadCode }) {
  const { unresolved } = module.scopes;
  const isOpen = hasWildcard(module) || DEFINERS.some((name) => unresolved.has(name));
  if (isOpen) return;
  const code = new Set([...loadCode, ...jobCode]);
  for (const [name, nodes] of unresolved) {
    const node = BUILTINS.has(name) ? undefined : nodes.find((each) => code.has(each));
    if (node === undefined) continue;
    const reason = `\`${name}\` is not defined anywhere: a request that comes to this line fails, as its job did on RunPod. Import or define it.`;
    yield remarkAt(module, node, "undefined-name", reason);
  }
};

function hasWildcard({ root }: PythonModule): boolean {
  return [...root.walk()].some(({ type }) => type === "wildcard_import");
}
