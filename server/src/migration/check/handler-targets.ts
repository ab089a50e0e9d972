import { isPartial } from "../../python/partial.js";
import { assignedAt, bindsOf, onlyValue } from "../../python/bindings.js";
import { parametersOf } from "../../python/functions.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { positionalArguments, statementsOf, undecorated } from "../../python/queries.js";
import { handlerDefinition } from "../../runpod/worker.js";
import { returnedValues } from "../rules/shared/answers.js";
import type { Environment, PlacedDefinition, PlacedUnit } from "./environment.js";

/** A function that is called with the job, and which of its parameters gets it. */
export interface HandlerTarget extends PlacedDefinition {
  readonly parameter: number;
}

/** Finds the functions behind the value of `start`, wherever in the file they are defined. */
export class HandlerTargets {
  constructor(
    private readonly environment: Environment,
    /** The registering statements, and the same joined to one module. */
    private readonly joined: readonly (PlacedUnit & { readonly offset: number })[],
    private readonly module: PythonModule,
  ) {}

  /** Both branches of a choice, what a timer, a decorator or `partial` wraps, methods of objects, made functions. */
  of(expression: PyNode, depth = 0): readonly HandlerTarget[] {
    if (depth > 4) return [];
    const outer = unparenthesized(expression);
    if (isPartial(this.module, outer)) return this.ofPartial(outer, depth);
    const node = unwrapped(this.module, outer);
    const plain = this.definitions(node).filter(({ definition }) => definition.is("function_definition", "lambda"));
    if (plain.length > 0) return plain.map((target) => ({ ...target, parameter: 0 }));
    const inner = this.valuesOf(node).flatMap((value) => this.of(value, depth + 1));
    const called = node.type === "call" ? this.ofCall(node, depth) : this.ofMember(node);
    return [...inner, ...called];
  }

  /** The values of a name, and the branches of a choice. */
  private valuesOf(node: PyNode): readonly PyNode[] {
    if (node.type === "conditional_expression")
      return [node.namedChildren[0], node.namedChildren[2]].filter((choice) => choice !== undefined);
    if (node.type !== "identifier") return [];
    return bindsOf(this.module.scopes.bindingOf(node)).flatMap((bind) => assignedAt(bind) ?? []);
  }

  private ofCall(call: PyNode, depth: number): readonly HandlerTarget[] {
    const callee = call.field("function");
    const maker = callee === undefined ? undefined : this.definitions(callee)[0];
    if (maker?.definition.type === "class_definition") return method(maker, "__call__");
    const wrapped = positionalArguments(call).flatMap((argument) => this.of(argument, depth + 1));
    return maker === undefined ? wrapped : [...made(maker), ...wrapped];
  }

  /** The job comes behind the arguments that are given already. */
  private ofPartial(call: PyNode, depth: number): readonly HandlerTarget[] {
    const [first, ...given] = positionalArguments(call);
    const targets = first === undefined ? [] : this.of(first, depth + 1);
    return targets.map((target) => ({ ...target, parameter: target.parameter + given.length }));
  }

  /** `object.method`, where the object's class is one of the file. */
  private ofMember(node: PyNode): readonly HandlerTarget[] {
    const name = node.type === "attribute" ? node.field("attribute")?.text : undefined;
    const object = node.field("object");
    if (name === undefined || object === undefined) return [];
    const value = object.type === "identifier" ? onlyValue(this.module.scopes.bindingOf(object)) : object;
    const maker = value?.type === "call" ? value.field("function") : undefined;
    const owner = maker === undefined ? undefined : this.definitions(maker)[0];
    if (owner?.definition.type === "class_definition") return method(owner, name);
    const around = object.text === "self" ? this.classAround(object) : undefined;
    return around === undefined ? [] : method(around, name);
  }

  private classAround(node: PyNode): PlacedDefinition | undefined {
    const definition = node.ancestor("class_definition");
    return definition === undefined ? undefined : this.own(definition);
  }

  private definitions(node: PyNode): readonly PlacedDefinition[] {
    const elsewhere = placedDefinitions(this.environment, this.module, node);
    const definition = handlerDefinition(this.module, node);
    const own = definition === undefined || elsewhere.length > 0 ? undefined : this.own(definition);
    return own === undefined ? elsewhere : [own];
  }

  /** What the registering statements define themselves, a lambda or a function inside `main`, in its own statement. */
  private own(definition: PyNode): PlacedDefinition | undefined {
    const holder = this.joined.find(
      ({ unit, offset }) => definition.start >= offset && definition.start < offset + unit.text.length,
    );
    if (holder === undefined) return undefined;
    const start = definition.start - holder.offset;
    for (const node of holder.unit.root.walk())
      if (node.type === definition.type && node.start === start) return { unit: holder.unit, definition: node };
    return undefined;
  }
}

/** A method, which gets the job behind `self`. */
function method({ unit, definition }: PlacedDefinition, name: string): readonly HandlerTarget[] {
  const found = statementsOf(definition.field("body"))
    .map(undecorated)
    .find((member) => member.type === "function_definition" && member.field("name")?.text === name);
  if (found === undefined) return [];
  const isBound = /^(?:self|cls)$/.test(parametersOf(found)[0]?.name ?? "");
  return [{ unit, definition: found, parameter: isBound ? 1 : 0 }];
}

/** The function that another one defines and returns. */
function made({ unit, definition }: PlacedDefinition): readonly HandlerTarget[] {
  const returned = returnedValues(definition).map(({ value }) => value);
  const inner = statementsOf(definition.field("body")).map(undecorated);
  return returned.flatMap((value) => {
    if (value.type === "lambda") return [{ unit, definition: value, parameter: 0 }];
    const found = inner.find(
      (member) => member.type === "function_definition" && member.field("name")?.text === value.text,
    );
    return found === undefined ? [] : [{ unit, definition: found, parameter: 0 }];
  });
}

/** The definition elsewhere in the file that a name stands for, through plain aliases. */
export function placedDefinitions(
  environment: Environment,
  module: PythonModule,
  node: PyNode,
): readonly PlacedDefinition[] {
  const name = aliased(module, unparenthesized(node), 0);
  const found = name === undefined ? undefined : environment.definitionOf(name.text);
  return found === undefined || module.scopes.bindingOf(name ?? node) !== undefined ? [] : [found];
}

function aliased(module: PythonModule, node: PyNode, depth: number): PyNode | undefined {
  if (node.type !== "identifier" || depth > 4) return undefined;
  const value = onlyValue(module.scopes.bindingOf(node));
  return value === undefined ? node : aliased(module, unparenthesized(value), depth + 1);
}

const WRAPPERS = /^(?:runpod\.serverless\.utils\.rp_debugger\.FunctionTimer|functools\.partial)$/;

/** What a timer of the SDK or `partial` goes around. */
export function unwrapped(module: PythonModule, expression: PyNode): PyNode {
  const node = unparenthesized(expression);
  const callee = node.type === "call" ? node.field("function") : undefined;
  const [first] = node.type === "call" ? positionalArguments(node) : [];
  const isWrapper = callee !== undefined && WRAPPERS.test(module.names.of(callee) ?? "");
  return isWrapper && first !== undefined ? unparenthesized(first) : node;
}
