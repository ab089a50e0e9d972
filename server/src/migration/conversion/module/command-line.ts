import { pythonString } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { enclosingFunction, methodCall } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import type { ReadText } from "../preparation/read-text.js";

/**
 * Lets the worker read the arguments that its start command gave it. On fal's runner the command line is fal's own,
 * which the worker's parser would refuse.
 */
export function giveStartArguments(source: string, read: ReadText, given: readonly string[]): string {
  const module = /\bparse_(?:known_)?args\(\s*\)/.test(source) ? read(source) : undefined;
  if (module === undefined) return source;
  const rewriter = new Rewriter(source);
  const list = `[${given.map((word) => pythonString(word)).join(", ")}]`;
  for (const call of module.root.walk()) {
    const name = methodCall(call)?.name;
    const isParser = name === "parse_args" || name === "parse_known_args";
    const argumentList = call.field("arguments");
    if (isParser && argumentList?.namedChildren.length === 0 && isRunAtStart(module, call))
      rewriter.insert(argumentList.start + 1, list);
  }
  return rewriter.render({ start: 0, end: source.length });
}

/** In the module's own code, or in a function that this code calls. */
function isRunAtStart(module: PythonModule, node: PyNode, asked: ReadonlySet<PyNode> = new Set()): boolean {
  const definition = enclosingFunction(node);
  if (definition === undefined) return true;
  const name = definition.field("name");
  if (name === undefined || asked.has(definition)) return false;
  const uses = module.scopes.bindingOf(name)?.references ?? [];
  const known = new Set([...asked, definition]);
  return uses.some(({ node: use, role }) => role === "read" && isRunAtStart(module, use, known));
}
