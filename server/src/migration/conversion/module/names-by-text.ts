import { stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { positionalArguments } from "../../../python/queries.js";
import { Unsupported } from "../unsupported.js";

/**
 * Refuses a file that finds its functions by names put together from text, as `globals()["task_" + name]` does: only
 * what code mentions is pickled with an app, so on the runner such a name would mean nothing. In a module it does.
 */
export function refuseNamesByText(module: PythonModule): void {
  for (const node of module.root.walk()) {
    if (isOwnNamespace(module, node) && !isAskedForLiteral(node))
      throw new Unsupported(
        "module-state",
        node,
        "the code finds names of its module by text, and only a module has them all",
      );
  }
}

/** `globals()`, or `sys.modules[__name__]`. */
function isOwnNamespace(module: PythonModule, node: PyNode): boolean {
  const callee = node.type === "call" ? node.field("function") : undefined;
  if (callee?.type === "identifier")
    return (
      callee.text === "globals" && module.scopes.unresolved.has("globals") && positionalArguments(node).length === 0
    );
  const table = node.type === "subscript" ? node.field("value") : undefined;
  return (
    table !== undefined && module.names.of(table) === "sys.modules" && node.field("subscript")?.text === "__name__"
  );
}

/** `"MODEL" in globals()`, `globals()["MODEL"] = load()`: the name stands in the code. */
function isAskedForLiteral(namespace: PyNode): boolean {
  const user = namespace.parent;
  if (user?.type === "subscript") return stringValue(user.field("subscript") ?? user) !== undefined;
  if (user?.type === "comparison_operator") return user.namedChildren.some((part) => stringValue(part) !== undefined);
  const call = user?.type === "attribute" ? user.parent : undefined;
  if (call?.type !== "call") return false;
  const [first] = positionalArguments(call);
  return user?.field("attribute")?.text === "update" || (first !== undefined && stringValue(first) !== undefined);
}
