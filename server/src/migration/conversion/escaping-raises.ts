import type { PyNode } from "../../python/node.js";
import type { CodeIndex } from "./code-index.js";
import { enclosingTries, exceptClauses, isBlanket, isCaught, ownRaises, raised } from "./exceptions.js";

/**
 * A `raise` with a message of the worker's own whose exception may leave the handler: its text reached RunPod's
 * caller. Follows calls into the worker's own functions by name.
 */
export function escapingRaise(index: CodeIndex, handler: PyNode, converted: ReadonlySet<PyNode>): PyNode | undefined {
  return new RaiseFinder(index, converted).find(handler);
}

class RaiseFinder {
  private readonly seen = new Set<PyNode>();

  constructor(
    private readonly index: CodeIndex,
    private readonly converted: ReadonlySet<PyNode>,
  ) {}

  find(definition: PyNode): PyNode | undefined {
    if (this.seen.has(definition)) return undefined;
    this.seen.add(definition);
    const own = ownRaises(definition).find((statement) => this.escapes(statement));
    if (own !== undefined) return own;
    for (const node of definition.walk()) {
      if (node.type === "assert_statement" && node.namedChildren.length > 1 && !isCaught(node, "AssertionError"))
        return node;
      const callee = node.type === "call" ? node.field("function") : undefined;
      if (callee === undefined || isCaughtByAll(node)) continue;
      const found = this.inFunctions(callee);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private escapes(statement: PyNode): boolean {
    if (this.converted.has(statement)) return false;
    const found = raised(statement);
    if (found === undefined || found.arguments.length === 0) return false;
    return !isCaught(statement, found.type);
  }

  private inFunctions(callee: PyNode): PyNode | undefined {
    const name = callee.type === "attribute" ? callee.field("attribute")?.text : callee.text;
    for (const candidate of [name ?? "", ...this.implied(name ?? "")]) {
      for (const { definition } of this.index.functionsNamed(candidate)) {
        const found = this.find(definition);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** Calling a class of the worker runs its constructors, calling an object its `__call__`. */
  private implied(name: string): readonly string[] {
    if (this.index.functionsNamed(name).length > 0) return [];
    return /^[A-Z]/.test(name) ? ["__init__", "__post_init__"] : ["__call__"];
  }
}

function isCaughtByAll(node: PyNode): boolean {
  return enclosingTries(node).some((statement) => exceptClauses(statement).some(isBlanket));
}
