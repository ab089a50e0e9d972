import { bindsOf, givenAt } from "../python/bindings.js";
import { stringValue } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import { enclosingFunction, methodCall, positionalArguments, subscriptKey } from "../python/queries.js";
import type { Binding } from "../python/scope-table.js";
import { VALIDATE_NAMES } from "./names.js";
import { reachingBinds } from "./reaching.js";

/**
 * What an expression can be: the job, the input in it, the input with a schema's defaults filled in, or the answer of
 * `validate` that holds it.
 */
export type Meaning = "job" | "input" | "validated" | "checked";

/** A meaning, and whether the expression has it on every path. */
export interface Known {
  readonly meaning: Meaning;
  readonly isCertain: boolean;
}

/** What the expressions of one function mean, told by where each name got its value last. */
export class JobRoles {
  private readonly ofBinds = new Map<PyNode, Known | "open" | undefined>();

  constructor(
    private readonly module: PythonModule,
    private readonly definition: PyNode,
    parameter: PyNode | undefined,
    role: Meaning,
    /** Expressions under which the input is kept, by whether they hold nothing else. */
    private readonly held: ReadonlyMap<PyNode, boolean> = new Map(),
  ) {
    if (parameter !== undefined) this.ofBinds.set(parameter, { meaning: role, isCertain: true });
  }

  /** What an expression means; undefined where it is something else. */
  of(expression: PyNode | undefined): Known | undefined {
    if (expression === undefined) return undefined;
    const node = unparenthesized(expression);
    const isCertain = this.held.get(node);
    if (isCertain !== undefined) return { meaning: "input", isCertain };
    return MEANINGS[node.type]?.(this, node);
  }

  ofName(node: PyNode): Known | undefined {
    const binding = this.module.scopes.bindingOf(node);
    if (binding === undefined || !this.isOwn(binding)) return undefined;
    const role = this.module.scopes.roleOf(node);
    if (role !== "read") return role === "bind" ? this.ofBind(node) : undefined;
    return this.agreed(reachingBinds(bindsOf(binding), node));
  }

  /** What a name means once it is bound at this place. */
  ofBind(bind: PyNode): Known | undefined {
    const known = this.ofBinds.get(bind);
    if (known !== undefined || this.ofBinds.has(bind)) return known === "open" ? undefined : known;
    const binding = this.module.scopes.bindingOf(bind);
    if (binding === undefined || !this.isOwn(binding)) return undefined;
    this.ofBinds.set(bind, "open");
    const found = this.of(givenAt(bind));
    this.ofBinds.set(bind, found);
    return found;
  }

  private agreed(binds: readonly PyNode[]): Known | undefined {
    const settled = binds.filter((bind) => this.ofBinds.get(bind) !== "open");
    const known = settled.map((bind) => this.ofBind(bind));
    const first = known.find((one) => one !== undefined);
    if (first === undefined) return undefined;
    const isCertain = known.every((one) => one?.isCertain === true && one.meaning === first.meaning);
    return { meaning: first.meaning, isCertain };
  }

  private isOwn({ scope }: Binding): boolean {
    return scope.node === this.definition || enclosingFunction(scope.node) === this.definition;
  }

  member(owner: PyNode | undefined, key: string | undefined): Known | undefined {
    const known = key === "input" || key === "validated_input" ? this.of(owner) : undefined;
    if (known?.meaning === "job" && key === "input") return { ...known, meaning: "input" };
    if (known?.meaning === "checked" && key === "validated_input") return { ...known, meaning: "validated" };
    return undefined;
  }

  ofCall(call: PyNode): Known | undefined {
    const method = methodCall(call);
    const [first, second] = positionalArguments(call);
    if (method !== undefined && (method.name === "get" || method.name === "pop")) {
      const isPlain = second === undefined || isEmptyDictionary(second) || second.type === "none";
      return isPlain || this.of(second) !== undefined ? this.member(method.receiver, stringValue(first)) : undefined;
    }
    if (method?.name === "copy" && first === undefined) return this.of(method.receiver);
    if (first === undefined || !this.isSameValue(call)) return undefined;
    const known = this.of(first);
    return this.isValidator(call) ? known && { ...known, meaning: "checked" } : known;
  }

  /** `dict(x)`, `copy(x)`, `json.loads(x)` of an input that may be text: what they give holds the same keys. */
  private isSameValue(call: PyNode): boolean {
    const callee = call.field("function");
    if (callee === undefined) return false;
    if (this.isValidator(call)) return true;
    const name = this.module.names.of(callee);
    if (name !== undefined) return SAME_VALUE.has(name) && positionalArguments(call).length === 1;
    return callee.text === "dict" && this.module.scopes.bindingOf(callee) === undefined && isAlone(call);
  }

  private isValidator(call: PyNode): boolean {
    const callee = call.field("function");
    return callee !== undefined && VALIDATE_NAMES.has(this.module.names.of(callee) ?? "");
  }
}

const SAME_VALUE = new Set(["copy.copy", "copy.deepcopy", "json.loads"]);

function isAlone(call: PyNode): boolean {
  return call.field("arguments")?.namedChildren.length === 1;
}

type Reading = (roles: JobRoles, node: PyNode) => Known | undefined;

const MEANINGS: Readonly<Record<string, Reading | undefined>> = {
  identifier: (roles, node) => roles.ofName(node),
  subscript: (roles, node) => roles.member(node.field("value"), subscriptKey(node)),
  call: (roles, node) => roles.ofCall(node),
  named_expression: (roles, node) => roles.of(node.field("value")),
  assignment: (roles, node) => roles.of(node.field("right")),
  boolean_operator: (roles, node) => {
    const keeps = node.field("operator")?.text === "or" && isEmptyDictionary(node.field("right"));
    return keeps ? roles.of(node.field("left")) : undefined;
  },
  conditional_expression: (roles, node) => {
    const [value, , otherwise] = node.namedChildren;
    if (isEmptyDictionary(otherwise)) return roles.of(value);
    if (isEmptyDictionary(value)) return roles.of(otherwise);
    const [one, other] = [roles.of(value), roles.of(otherwise)];
    if (one === undefined || other === undefined) return undefined;
    return { meaning: one.meaning, isCertain: one.isCertain && other.isCertain && one.meaning === other.meaning };
  },
};

/** `{}` or `dict()`: what stands in for an input that is missing. */
function isEmptyDictionary(node: PyNode | undefined): boolean {
  if (node === undefined) return false;
  return (node.type === "dictionary" && node.namedChildren.length === 0) || node.text === "dict()";
}
