import type { PyNode } from "../../../python/node.js";
import { undecorated } from "../../../python/queries.js";
import type { Layout, PlacedStatement } from "./layout.js";

/**
 * When a piece of code runs: whenever its function is called, once in `setup()`, when the file is loaded
 * (decorators, base classes, defaults, class bodies, constants), as an annotation, or never again.
 */
export type Owner =
  | { readonly kind: "function"; readonly node: PyNode; readonly isMethod: boolean }
  | { readonly kind: "setup"; readonly statement: PlacedStatement }
  | { readonly kind: "definition" | "annotation"; readonly statement: PlacedStatement }
  | { readonly kind: "dropped" };

const DROPPED: Owner = { kind: "dropped" };

/** Tells when the code at a node runs. */
export class Owners {
  constructor(
    private readonly layout: Layout,
    /** Expressions that an endpoint evaluates, wherever they stand. */
    private readonly expressions: ReadonlySet<PyNode> = new Set(),
  ) {}

  of(node: PyNode): Owner {
    for (const expression of this.expressions) {
      if (expression.contains(node)) return { kind: "function", node: expression, isMethod: false };
    }
    const statement = this.statementAround(node);
    if (statement === undefined || statement.place === "drop") return DROPPED;
    if (statement.place === "setup") return { kind: "setup", statement };
    const path = pathInside(statement.node, node);
    for (const [index, outer] of path.entries()) {
      const next = path[index + 1];
      if (outer.type === "lambda" && next?.fieldName === "body") return { kind: "definition", statement };
      if (outer.type !== "function_definition" || next === undefined) continue;
      if (next.fieldName === "body") {
        const isMethod = outer !== undecorated(statement.node);
        return { kind: "function", node: outer, isMethod };
      }
      const isType = next.fieldName === "return_type" || isParameterType(path.slice(index + 1));
      return { kind: isType ? "annotation" : "definition", statement };
    }
    return { kind: "definition", statement };
  }

  private statementAround(node: PyNode): PlacedStatement | undefined {
    return this.layout.statements.find((statement) => statement.node.contains(node));
  }
}

/** The nodes from a statement down to a node, both included. */
function pathInside(statement: PyNode, node: PyNode): readonly PyNode[] {
  const path: PyNode[] = [];
  for (let current: PyNode | undefined = node; current !== undefined; current = current.parent) {
    path.unshift(current);
    if (current === statement) break;
  }
  return path;
}

function isParameterType(below: readonly PyNode[]): boolean {
  return below.some(({ fieldName, type }) => fieldName === "type" && type === "type");
}
