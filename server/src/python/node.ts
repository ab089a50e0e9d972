import type { Span } from "./span.js";

/** Shared by all leaves: an array for each would be a third of a tree's memory. */
const NO_NODES: readonly PyNode[] = [];

/**
 * A syntax node as plain data: it outlives the tree it was read from, so that no analysis holds WebAssembly memory.
 * Types and field names are those of the tree-sitter Python grammar.
 */
export class PyNode implements Span {
  parent: PyNode | undefined = undefined;
  children: readonly PyNode[] = NO_NODES;

  constructor(
    readonly type: string,
    readonly start: number,
    readonly end: number,
    readonly named: boolean,
    /** The name of the parent's field this node fills. */
    readonly fieldName: string | undefined,
    /** True for error nodes and for tokens the parser made up. */
    readonly broken: boolean,
    private readonly source: string,
  ) {}

  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  /** The named children, comments left out. */
  get namedChildren(): readonly PyNode[] {
    return this.children.filter(
      (child) => child.named && child.type !== "comment" && child.type !== "line_continuation",
    );
  }

  field(name: string): PyNode | undefined {
    return this.children.find((child) => child.fieldName === name);
  }

  fields(name: string): readonly PyNode[] {
    return this.children.filter((child) => child.fieldName === name);
  }

  is(...types: readonly string[]): boolean {
    return types.includes(this.type);
  }

  /** This node and everything below it, parents first, in order of the text. */
  *walk(): Generator<PyNode, void, undefined> {
    const stack: PyNode[] = [this];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      yield node;
      for (let index = node.children.length - 1; index >= 0; index -= 1) stack.push(node.children[index] as PyNode);
    }
  }

  /** The nearest node of one of the types above this one. */
  ancestor(...types: readonly string[]): PyNode | undefined {
    let node = this.parent;
    while (node !== undefined && !types.includes(node.type)) node = node.parent;
    return node;
  }

  contains(other: Span): boolean {
    return this.start <= other.start && other.end <= this.end;
  }
}

/** The expression inside any parentheses around it. */
export function unparenthesized(node: PyNode): PyNode {
  let inner = node;
  while (inner.type === "parenthesized_expression") {
    const child = inner.namedChildren[0];
    if (child === undefined) return inner;
    inner = child;
  }
  return inner;
}

/** An expression with all the parentheses around it. */
export function parenthesized(node: PyNode): PyNode {
  let outer = node;
  while (outer.parent?.type === "parenthesized_expression") outer = outer.parent;
  return outer;
}
