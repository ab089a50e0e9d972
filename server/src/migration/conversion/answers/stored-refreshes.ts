import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { assignedName, ownNodes, subscriptKey } from "../../../python/queries.js";
import type { Binding } from "../../../python/scope-table.js";
import { enclosingTries, exceptClauses } from "../errors/exceptions.js";

/** `result["refresh_worker"] = value`, where `result` is what the handler answers. */
export interface StoredRefresh {
  readonly statement: PyNode;
  /** The variable in it. */
  readonly mention: PyNode;
  readonly value: PyNode;
}

/** Where a handler asks for a new worker by storing a key into its answer, and nothing else can tell. */
export function storedRefreshes(module: PythonModule, handler: PyNode): readonly StoredRefresh[] {
  const body = handler.field("body");
  if (body === undefined) return [];
  return [...ownNodes(body)].flatMap((node) => {
    const target = node.type === "assignment" ? node.field("left") : undefined;
    const [mention, value, statement] = [target?.field("value"), node.field("right"), node.parent];
    if (target === undefined || subscriptKey(target) !== "refresh_worker") return [];
    if (mention?.type !== "identifier" || value === undefined || statement?.type !== "expression_statement") return [];
    const isTold = value.is("true", "identifier", "attribute", "comparison_operator");
    const binding = module.scopes.bindingOf(mention);
    if (!isTold || binding?.scope.node !== handler || !isOnlyAnswered(binding)) return [];
    if (mayBeForgotten(statement)) return [];
    return [{ statement, mention, value }];
  });
}

/** Whether a variable is made by the handler itself, filled key by key, and returned as it is. */
function isOnlyAnswered(binding: Binding): boolean {
  return binding.references.every(({ node, role }) => {
    const outer = node.parent;
    if (role === "bind") return outer?.type === "assignment" && assignedName(outer) === node;
    if (outer?.type === "return_statement") return true;
    const key = outer?.type === "subscript" && node.fieldName === "value" ? subscriptKey(outer) : undefined;
    return key !== undefined && (key !== "refresh_worker" || outer?.fieldName === "left");
  });
}

/** Whether what follows in a `try` may fail, and another answer than the one that asks for a new worker is given. */
function mayBeForgotten(statement: PyNode): boolean {
  const isCaught = enclosingTries(statement).some((attempt) => exceptClauses(attempt).length > 0);
  const following = statement.parent?.namedChildren.find(({ start }) => start >= statement.end);
  const isLast = following === undefined && statement.parent?.parent?.type === "try_statement";
  return isCaught && !isLast && following?.type !== "return_statement";
}
