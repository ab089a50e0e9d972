import { isPartial } from "../../../python/partial.js";
import { onlyValue } from "../../../python/bindings.js";
import type { PyNode } from "../../../python/node.js";
import { mentionsOf } from "../../../python/functions.js";
import { decoratorsOf, positionalArguments, statementsOf, undecorated } from "../../../python/queries.js";
import type { CodeIndex, LocatedFunction } from "../code-index.js";
import { ExceptionTypes, lastName } from "./exception-lineage.js";
import { isStopped, ownRaises, raised } from "./exceptions.js";

/**
 * A `raise` with a message of the worker's own whose exception may leave the handler: its text reached RunPod's
 * caller. Follows calls into the worker's own functions by name.
 */
export function escapingRaise(index: CodeIndex, handler: PyNode, converted: ReadonlySet<PyNode>): PyNode | undefined {
  return new RaiseFinder(index, converted).leaving(handler)[0]?.statement;
}

interface Escape {
  readonly statement: PyNode;
  readonly type: string;
}

class RaiseFinder {
  private readonly found = new Map<PyNode, readonly Escape[]>();
  private readonly types: ExceptionTypes;
  private values: readonly PyNode[] | undefined;

  constructor(
    private readonly index: CodeIndex,
    private readonly converted: ReadonlySet<PyNode>,
  ) {
    this.types = new ExceptionTypes(index.allModules());
  }

  /** What leaves a function. A function that is being looked at already adds nothing to itself. */
  leaving(definition: PyNode): readonly Escape[] {
    const known = this.found.get(definition);
    if (known !== undefined) return known;
    this.found.set(definition, []);
    const all = [...this.own(definition), ...this.called(definition)];
    const escapes = oneOfEachType(all);
    this.found.set(definition, escapes);
    return escapes;
  }

  private own(definition: PyNode): readonly Escape[] {
    const raises = ownRaises(definition).flatMap((statement) => {
      const found = raised(statement);
      return found === undefined || found.arguments.length === 0 ? [] : [{ statement, type: found.type }];
    });
    const assertions = [...definition.walk()].filter(
      (node) => node.type === "assert_statement" && node.namedChildren.length > 1,
    );
    const all = [...raises, ...assertions.map((statement) => ({ statement, type: "AssertionError" }))];
    return all.filter((escape) => !this.isAnswer(escape) && !this.isStopped(escape.statement, escape));
  }

  /** fal answers an HTTP error's own status and detail. */
  private isAnswer({ statement, type }: Escape): boolean {
    return this.converted.has(statement) || lastName(type) === "HTTPException";
  }

  private called(definition: PyNode): readonly Escape[] {
    const escapes: Escape[] = [];
    for (const node of definition.walk()) {
      const callee = node.type === "call" ? node.field("function") : undefined;
      if (callee === undefined) continue;
      escapes.push(...this.inFunctions(callee).filter((escape) => !this.isStopped(node, escape)));
    }
    return escapes;
  }

  private isStopped(node: PyNode, { type }: Escape): boolean {
    return isStopped(node, this.types.lineageOf(type));
  }

  private inFunctions(callee: PyNode): readonly Escape[] {
    const name = (callee.type === "attribute" ? callee.field("attribute")?.text : callee.text) ?? "";
    const known = this.definitionsBehind(name);
    const called = known.length === 0 && this.isHandedOver(callee) ? this.functionsAsValues() : known;
    return called.flatMap((definition) => this.leaving(definition));
  }

  /** Whether what is called is a value: a variable of the function, an entry of a table. */
  private isHandedOver(callee: PyNode): boolean {
    if (callee.type === "subscript") return true;
    const binding = this.index
      .allModules()
      .map(({ scopes }) => scopes.bindingOf(callee))
      .find(Boolean);
    return callee.type === "identifier" && binding?.scope.kind === "function";
  }

  /** The functions that the worker keeps or hands on instead of calling them, by name or by a decorator of its own. */
  private functionsAsValues(): readonly PyNode[] {
    this.values ??= this.index.allFunctions().flatMap(({ module, definition }) => {
      const isMentioned = mentionsOf(module, definition).some(({ fieldName }) => fieldName !== "function");
      return isMentioned || decoratorsOf(definition).length > 0 ? [definition] : [];
    });
    return this.values;
  }

  /** Calling a class of the worker runs its constructors, calling an object its `__call__`. */
  private definitionsBehind(name: string): readonly PyNode[] {
    const functions = [...this.index.functionsNamed(name), ...this.behindPartial(name)];
    const classes = this.index.classesNamed(name);
    if (classes.length > 0) return classes.flatMap((definition) => this.constructorsOf(definition, new Set()));
    const found = functions.length > 0 || /^[A-Z]/.test(name) ? functions : this.index.functionsNamed("__call__");
    return found.map(({ definition }) => definition);
  }

  /** `fold = partial(predict, model)`: calling the name calls the function. */
  private behindPartial(name: string): readonly LocatedFunction[] {
    return this.index.allModules().flatMap((module) => {
      const value = onlyValue(module.scopes.module.bindings.get(name));
      if (value === undefined || !isPartial(module, value)) return [];
      return this.index.functionsNamed(lastName(positionalArguments(value)[0]?.text ?? ""));
    });
  }

  private constructorsOf(definition: PyNode, visited: Set<PyNode>): readonly PyNode[] {
    if (visited.has(definition)) return [];
    visited.add(definition);
    const bases = definition.field("superclasses")?.namedChildren ?? [];
    const inherited = bases.flatMap((base) => this.index.classesNamed(lastName(base.text)));
    const own = statementsOf(definition.field("body"))
      .map(undecorated)
      .filter((member) => CONSTRUCTORS.has(member.field("name")?.text ?? ""));
    return [...own, ...inherited.flatMap((base) => this.constructorsOf(base, visited))];
  }
}

const CONSTRUCTORS: ReadonlySet<string> = new Set(["__init__", "__post_init__", "__new__"]);

/** Clauses tell exceptions apart by their types alone: one of each type stands for all that leave a place. */
function oneOfEachType(escapes: readonly Escape[]): readonly Escape[] {
  const byType = new Map<string, Escape>();
  for (const escape of escapes) if (!byType.has(escape.type)) byType.set(escape.type, escape);
  return [...byType.values()];
}
