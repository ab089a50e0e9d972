import { definitionOf } from "../../python/functions.js";
import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { assignedName, dictionaryEntries, methodCall, ownNodes, positionalArguments } from "../../python/queries.js";
import { CONSUMED } from "./answer-shapes.js";
import type { CodeIndex, LocatedFunction } from "./code-index.js";

/**
 * Whether a value may be a dictionary with an `error`, or another key that RunPod consumes. Follows variables and the
 * worker's own functions; what a library returns is not one, but for parsed JSON.
 */
export class PossibleErrors {
  private readonly visited = new Set<PyNode>();

  /** `settled`: mentions of variables whose consumed keys the conversion has taken out already. */
  constructor(
    private readonly index: CodeIndex,
    private readonly settled: ReadonlySet<PyNode> = new Set(),
  ) {}

  in(module: PythonModule, expression: PyNode): boolean {
    this.visited.clear();
    return this.maybe(module, expression);
  }

  private maybe(module: PythonModule, expression: PyNode): boolean {
    const node = unparenthesized(expression);
    if (this.visited.has(node)) return false;
    this.visited.add(node);
    switch (node.type) {
      case "dictionary":
        return this.inDictionary(module, node);
      case "identifier":
        return this.inVariable(module, node);
      case "call":
        return this.inCall(module, node);
      case "await":
      case "conditional_expression":
      case "boolean_operator":
      case "named_expression":
      case "expression_list":
        return node.type !== "expression_list" && node.namedChildren.some((child) => this.maybe(module, child));
      case "subscript":
        return this.mentionsJson(node);
      default:
        return false;
    }
  }

  private inDictionary(module: PythonModule, node: PyNode): boolean {
    const entries = dictionaryEntries(node);
    if (entries !== undefined) return [...entries.keys()].some((key) => CONSUMED.has(key));
    return node.namedChildren.some((child) => {
      const spread = child.type === "dictionary_splat" ? child.namedChildren[0] : undefined;
      if (spread !== undefined) return this.maybe(module, spread);
      return CONSUMED.has(stringValue(child.field("key")) ?? "");
    });
  }

  private inVariable(module: PythonModule, node: PyNode): boolean {
    const binding = module.scopes.bindingOf(node);
    if (binding === undefined) return false;
    return binding.references.some(({ node: mention, role }) => {
      if (role !== "bind") return this.isStoredInto(module, mention);
      const parent = mention.parent;
      if (parent?.type === "assignment" && assignedName(parent) === mention) {
        const value = parent.field("right");
        return value !== undefined && this.maybe(module, value);
      }
      if (parent?.type === "named_expression") return this.maybe(module, parent.field("value") ?? parent);
      const source = mention.ancestor("assignment")?.field("right");
      return source !== undefined && mention.parent?.type === "pattern_list" && this.maybe(module, source);
    });
  }

  /** `result["error"] = …`, `result.update(…)`. */
  private isStoredInto(module: PythonModule, mention: PyNode): boolean {
    if (this.settled.has(mention)) return false;
    const parent = mention.parent;
    if (
      parent?.type === "subscript" &&
      parent.fieldName === "left" &&
      parent.parent?.is("assignment", "augmented_assignment") === true
    ) {
      return CONSUMED.has(stringValue(parent.field("subscript")) ?? "");
    }
    const method = parent?.parent === undefined ? undefined : methodCall(parent.parent);
    if (method?.receiver !== mention || method.name !== "update") return false;
    const call = parent?.parent;
    return call !== undefined && positionalArguments(call).some((argument) => this.maybe(module, argument));
  }

  private inCall(module: PythonModule, node: PyNode): boolean {
    const callee = node.field("function");
    if (callee === undefined) return false;
    const name = callee.type === "attribute" ? callee.field("attribute")?.text : callee.text;
    if (callee.text === "dict" && module.scopes.bindingOf(callee) === undefined) return this.inDictCall(module, node);
    if (DUMPS.has(name ?? "") && this.mayDumpErrors(node)) return true;
    if (name === "json" || /(?:^|\.)json\.loads?$/.test(callee.text)) return true;
    if (RUNNING.has(name ?? "") && definitionOf(module, callee) === undefined) {
      return positionalArguments(node).some((argument) => this.inReference(module, argument));
    }
    if (this.isChosenAtRunTime(module, callee))
      return this.index.allFunctions().some((found) => this.inFunction(found));
    return this.inFunctions(name ?? "");
  }

  /** `ACTIONS[name](…)`, or a variable that holds a function: any function of the worker may be meant. */
  private isChosenAtRunTime(module: PythonModule, callee: PyNode): boolean {
    if (callee.type === "attribute") return false;
    if (callee.type !== "identifier") return true;
    const binding = module.scopes.bindingOf(callee);
    return (
      binding !== undefined && binding.scope.kind !== "module" && this.index.functionsNamed(callee.text).length === 0
    );
  }

  private inReference(module: PythonModule, argument: PyNode): boolean {
    if (argument.type === "identifier" && this.index.functionsNamed(argument.text).length > 0)
      return this.inFunctions(argument.text);
    return this.maybe(module, argument);
  }

  private inFunctions(name: string): boolean {
    return this.index.functionsNamed(name).some((found) => this.inFunction(found));
  }

  private inFunction({ module, definition }: LocatedFunction): boolean {
    if (this.visited.has(definition)) return false;
    this.visited.add(definition);
    const body = definition.field("body");
    const returns = body === undefined ? [] : [...ownNodes(body)].filter(({ type }) => type === "return_statement");
    return returns.some((statement) => {
      const value = statement.namedChildren[0];
      return value !== undefined && this.maybe(module, value);
    });
  }

  /** A class that is named in the call itself is the one that is dumped. */
  private mayDumpErrors(call: PyNode): boolean {
    const classes = this.index.allModules().flatMap(({ root }) => [...root.walk()].filter(isClass));
    const mentioned = new Set([...call.walk()].filter(({ type }) => type === "identifier").map(({ text }) => text));
    const named = classes.filter((definition) => mentioned.has(definition.field("name")?.text ?? ""));
    return (named.length > 0 ? named : classes).some(hasConsumedField);
  }

  private inDictCall(module: PythonModule, node: PyNode): boolean {
    const keywords = node.field("arguments")?.namedChildren ?? [];
    return keywords.some((argument) => {
      if (argument.type === "keyword_argument") return CONSUMED.has(argument.field("name")?.text ?? "");
      return this.maybe(module, argument.namedChildren[0] ?? argument);
    });
  }

  private mentionsJson(node: PyNode): boolean {
    return /\.json\(\)|json\.loads?\(/.test(node.text);
  }
}

/** What makes a dictionary of an object: its keys are the fields of its class. */
const DUMPS: ReadonlySet<string> = new Set(["asdict", "vars", "model_dump", "dict", "to_dict", "as_dict"]);

const isClass = ({ type }: PyNode): boolean => type === "class_definition";

/** Whether a class has a field under a name that RunPod consumes. */
function hasConsumedField(definition: PyNode): boolean {
  const statements = definition.field("body")?.namedChildren ?? [];
  return statements.some((statement) => CONSUMED.has(statement.namedChildren[0]?.field("left")?.text ?? ""));
}

/** Functions that give back what another gives: `asyncio.run(work(job))`. */
const RUNNING = new Set(["to_thread", "run_in_executor", "wait_for", "run", "run_until_complete"]);
