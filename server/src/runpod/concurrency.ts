import { onlyValue } from "../python/bindings.js";
import { definitionOf, parametersOf } from "../python/functions.js";
import { literalOf, stringValue } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import { comparison, enclosingFunction, positionalArguments, returnsIn } from "../python/queries.js";

/** How many jobs a `concurrency_modifier` lets a worker take at most. */
export interface ConcurrencyBound {
  readonly most: number;
  /** The environment variable of which `most` is the default. */
  readonly variable: string | undefined;
}

/**
 * The most that a `concurrency_modifier` can answer, as far as the code tells. RunPod calls it with the current
 * number, 1 at first, so a parameter that is handed back as it came never exceeds what the other ways answer.
 */
export function concurrencyBound(module: PythonModule, modifier: PyNode): ConcurrencyBound | undefined {
  const value = unparenthesized(modifier);
  const definition = value.type === "lambda" ? value : definitionOf(module, value);
  if (definition?.is("lambda", "function_definition") !== true) return undefined;
  return new BoundReader(module, definition).read();
}

const FIRST: ConcurrencyBound = { most: 1, variable: undefined };

class BoundReader {
  private readonly current: PyNode | undefined;

  constructor(
    private readonly module: PythonModule,
    private readonly definition: PyNode,
  ) {
    this.current = parametersOf(definition)[0]?.identifier;
  }

  read(): ConcurrencyBound | undefined {
    const body = this.definition.field("body");
    if (body === undefined) return undefined;
    if (this.definition.type === "lambda") return this.boundOf(body);
    const returns = returnsIn(this.definition);
    const values = returns.map((statement) => statement.namedChildren[0]);
    if (values.length === 0) return undefined;
    return largest(values.map((value) => (value === undefined ? undefined : this.boundOf(value))));
  }

  private boundOf(expression: PyNode, depth = 0): ConcurrencyBound | undefined {
    const node = unparenthesized(expression);
    if (depth > 8) return undefined;
    const literal = literalOf(node);
    if (literal?.kind === "int") return { most: literal.value, variable: undefined };
    if (node.type === "identifier") return this.boundOfName(node, depth);
    if (node.type === "binary_operator") return this.boundOfStep(node);
    if (node.type === "conditional_expression") {
      const [first, , second] = node.namedChildren;
      return largest([first, second].map((part) => (part === undefined ? undefined : this.boundOf(part, depth + 1))));
    }
    return node.type === "call" ? this.boundOfCall(node, depth) : undefined;
  }

  private boundOfName(name: PyNode, depth: number): ConcurrencyBound | undefined {
    if (this.isCurrent(name)) return FIRST;
    const value = onlyValue(this.module.scopes.bindingOf(name));
    return value === undefined ? undefined : this.boundOf(value, depth + 1);
  }

  /** `current - 1` never grows; `current + 1` grows as far as the condition around it lets it. */
  private boundOfStep(node: PyNode): ConcurrencyBound | undefined {
    const [left, operator] = [node.field("left"), node.field("operator")?.text];
    if (left === undefined || !this.isCurrent(left)) return undefined;
    if (operator === "-") return FIRST;
    return operator === "+" && node.field("right")?.text === "1" ? this.guardOf(node) : undefined;
  }

  private guardOf(node: PyNode): ConcurrencyBound | undefined {
    const guard = node.ancestor("if_statement", "elif_clause");
    const condition = guard?.field("condition");
    if (condition === undefined || guard?.field("consequence")?.contains(node) !== true) return undefined;
    for (const part of conjuncts(condition)) {
      const compared = comparison(part);
      if (compared?.operator !== "<" || !this.isCurrent(compared.left)) continue;
      const bound = this.boundOf(compared.right);
      if (bound !== undefined) return bound;
    }
    return undefined;
  }

  private boundOfCall(call: PyNode, depth: number): ConcurrencyBound | undefined {
    const callee = call.field("function");
    const values = positionalArguments(call);
    const [first] = values;
    if (callee === undefined || first === undefined) return undefined;
    if (callee.text === "int" && values.length === 1) return this.boundOfSetting(unparenthesized(first), depth);
    const bounds = values.map((value) => this.boundOf(value, depth + 1));
    if (callee.text === "max") return largest(bounds);
    return callee.text === "min" ? smallest(bounds) : undefined;
  }

  /** `int(os.getenv("NAME", 20))` and its like; a cast of anything else is looked through. */
  private boundOfSetting(read: PyNode, depth: number): ConcurrencyBound | undefined {
    const origin = read.type === "call" ? this.module.names.of(read.field("function") ?? read) : undefined;
    if (origin !== "os.getenv" && origin !== "os.environ.get") return this.boundOf(read, depth + 1);
    const [name, fallback] = positionalArguments(read);
    const text = stringValue(fallback);
    const isNumber = text !== undefined && /^\s*\d+\s*$/.test(text);
    const most = isNumber ? Number(text) : fallback === undefined ? undefined : this.boundOf(fallback, depth + 1)?.most;
    return most === undefined ? undefined : { most, variable: stringValue(name) };
  }

  /** Whether a name is the number that RunPod hands over. */
  private isCurrent(node: PyNode): boolean {
    const identifier = this.current;
    if (node.type !== "identifier" || identifier?.text !== node.text) return false;
    return enclosingFunction(node) === this.definition || this.definition.type === "lambda";
  }
}

function conjuncts(condition: PyNode): readonly PyNode[] {
  const node = unparenthesized(condition);
  const isBoth = node.type === "boolean_operator" && node.field("operator")?.text === "and";
  return isBoth ? node.namedChildren.flatMap(conjuncts) : [node];
}

function largest(bounds: readonly (ConcurrencyBound | undefined)[]): ConcurrencyBound | undefined {
  const known = bounds.filter((bound) => bound !== undefined);
  if (known.length < bounds.length) return undefined;
  return known.reduce<ConcurrencyBound | undefined>(
    (best, bound) => (best && best.most >= bound.most ? best : bound),
    undefined,
  );
}

function smallest(bounds: readonly (ConcurrencyBound | undefined)[]): ConcurrencyBound | undefined {
  return bounds.reduce<ConcurrencyBound | undefined>(
    (best, bound) => (bound === undefined || (best !== undefined && best.most <= bound.most) ? best : bound),
    undefined,
  );
}
