import { definitionOf } from "../../../python/functions.js";
import { topLevelPackage } from "../../../python/imports.js";
import { stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import {
  assignedName,
  decoratorsOf,
  dictionaryEntries,
  isGenerator,
  methodCall,
  ownNodes,
  positionalArguments,
  statementOf,
} from "../../../python/queries.js";
import { mayFallThrough } from "../answers/answering-functions.js";
import { CONSUMED } from "../answers/answer-shapes.js";
import { functionsOfTable } from "./function-tables.js";
import { haveOthers, keyChange, withChanges, type PossibleError } from "./keys-beside-errors.js";
import type { CodeIndex, LocatedFunction } from "../code-index.js";

/** What a value may be where it holds no key that RunPod consumes. */
type Plain = "dictionary" | "none" | "unknown";

export interface Possibilities {
  readonly errors: readonly PossibleError[];
  /** It may hold a key that RunPod consumes in a way that the code does not show: parsed JSON, say. */
  readonly isOpaque: boolean;
  readonly plain: ReadonlySet<Plain>;
}

/**
 * Whether a value may be a dictionary with an `error`, or another key that RunPod consumes. Follows variables and the
 * worker's own functions; what a library returns is not one, but for parsed JSON.
 */
export class PossibleErrors {
  private readonly visited = new Set<PyNode>();
  private errors: PossibleError[] = [];
  private plain = new Set<Plain>();
  private isOpaque = false;

  /** `settled`: mentions of variables whose consumed keys the conversion has taken out already. */
  constructor(
    private readonly index: CodeIndex,
    private readonly settled: ReadonlySet<PyNode> = new Set(),
  ) {}

  in(module: PythonModule, expression: PyNode): boolean {
    const { errors, isOpaque } = this.of(module, expression);
    return isOpaque || errors.length > 0;
  }

  of(module: PythonModule, expression: PyNode): Possibilities {
    this.visited.clear();
    [this.errors, this.plain, this.isOpaque] = [[], new Set(), false];
    this.visit(module, expression);
    return { errors: this.errors, plain: this.plain, isOpaque: this.isOpaque };
  }

  private visit(module: PythonModule, expression: PyNode): void {
    const node = unparenthesized(expression);
    if (this.visited.has(node)) return;
    this.visited.add(node);
    const form = FORMS[node.type];
    if (form !== undefined) form(this, module, node);
    else this.isPlain(node.type === "none" ? "none" : "unknown");
  }

  inAll(module: PythonModule, nodes: readonly (PyNode | undefined)[]): void {
    for (const node of nodes) if (node !== undefined) this.visit(module, node);
  }

  isPlain(plain: Plain): void {
    this.plain.add(plain);
  }

  cannotTell(): void {
    this.isOpaque = true;
  }

  inDictionary(module: PythonModule, node: PyNode): void {
    const entries = dictionaryEntries(node);
    const error = entries?.get("error");
    if (entries !== undefined && error !== undefined) {
      const hasOthers = [...entries.keys()].some((key) => !CONSUMED.has(key));
      this.errors.push({ error, statement: statementOf(node), hasOthers });
      return;
    }
    this.isPlain("dictionary");
    const keys = node.namedChildren.map((child) => stringValue(child.field("key")) ?? "");
    if (keys.some((key) => CONSUMED.has(key))) this.cannotTell();
    for (const child of node.namedChildren)
      if (child.type === "dictionary_splat") this.mixIn(module, child.namedChildren);
  }

  /** Values whose keys go into another dictionary: of an error in them, it is only known that there may be one. */
  private mixIn(module: PythonModule, values: readonly PyNode[]): void {
    const [errors, plain] = [this.errors, this.plain];
    [this.errors, this.plain] = [[], new Set()];
    this.inAll(module, values);
    if (this.errors.length > 0) this.cannotTell();
    [this.errors, this.plain] = [errors, plain];
  }

  inVariable(module: PythonModule, node: PyNode): void {
    const binding = module.scopes.bindingOf(node);
    const before = this.errors.length;
    if (binding === undefined) {
      this.isPlain("unknown");
      return;
    }
    const values = binding.references.flatMap(({ node: mention, role }) => (role === "bind" ? [mention] : []));
    for (const mention of values) this.inBound(module, mention);
    const mentions = binding.references.flatMap(({ node: mention, role }) => (role === "bind" ? [] : [mention]));
    const changes = new Set(mentions.map(keyChange));
    this.errors = this.errors.map((error, index) => (index < before ? error : withChanges(error, changes)));
    for (const mention of mentions) this.inStore(module, mention, values);
  }

  private inBound(module: PythonModule, mention: PyNode): void {
    const parent = mention.parent;
    const isAssigned = parent?.type === "assignment" && assignedName(parent) === mention;
    const value = isAssigned
      ? parent.field("right")
      : parent?.type === "named_expression"
        ? parent.field("value")
        : undefined;
    if (value !== undefined) {
      this.visit(module, value);
      return;
    }
    if (isAssigned) return;
    this.isPlain("unknown");
    const source = parent?.type === "pattern_list" ? mention.ancestor("assignment")?.field("right") : undefined;
    if (source !== undefined && source.type !== "expression_list") this.mixIn(module, [source]);
  }

  /** `result["error"] = …`, `result.update(…)`. */
  private inStore(module: PythonModule, mention: PyNode, binds: readonly PyNode[]): void {
    const target = mention.parent;
    if (target === undefined || this.settled.has(mention)) return;
    if (target.type === "subscript" && target.fieldName === "left") {
      const [key, error] = [stringValue(target.field("subscript")) ?? "", target.parent?.field("right")];
      if (key === "error" && target.parent?.type === "assignment" && error !== undefined)
        this.errors.push({ error, statement: statementOf(target), hasOthers: haveOthers(binds) });
      else if (CONSUMED.has(key)) this.cannotTell();
      return;
    }
    const call = target.parent;
    const method = call === undefined ? undefined : methodCall(call);
    if (call !== undefined && method?.receiver === mention && method.name === "update")
      this.mixIn(module, positionalArguments(call));
  }

  inCall(module: PythonModule, node: PyNode): void {
    const callee = node.field("function");
    if (callee === undefined) {
      this.isPlain("unknown");
      return;
    }
    const name = (callee.type === "attribute" ? callee.field("attribute")?.text : callee.text) ?? "";
    if (callee.text === "dict" && module.scopes.bindingOf(callee) === undefined) {
      this.inDictCall(module, node);
      return;
    }
    const isParsed = name === "json" || /(?:^|\.)json\.loads?$/.test(callee.text);
    if (isParsed || (DUMPS.has(name) && this.mayDumpErrors(node))) {
      this.cannotTell();
      return;
    }
    if (RUNNING.has(name) && !this.mayBeOwn(module, callee, name)) {
      for (const argument of positionalArguments(node)) this.inReference(module, argument);
      return;
    }
    if (!this.isCertain(module, callee)) this.isPlain("unknown");
    if (this.isChosenAtRunTime(module, callee)) this.inChosen(module, callee);
    else this.inFunctions(name);
  }

  private inChosen(module: PythonModule, callee: PyNode): void {
    const functions = functionsOfTable(module, callee);
    if (functions === undefined) for (const found of this.index.allFunctions()) this.inFunction(found);
    for (const definition of functions ?? []) {
      if (definition.type === "lambda") this.inAll(module, [definition.field("body")]);
      else this.inFunction({ module, definition });
    }
  }

  /** Whether a call may mean a function or method of the worker's own that has this name. */
  private mayBeOwn(module: PythonModule, callee: PyNode, name: string): boolean {
    const origin = module.names.of(callee);
    const isLibrary = origin !== undefined && !origin.startsWith(".") && !module.isLocal(topLevelPackage(origin));
    return !isLibrary && this.index.functionsNamed(name).length > 0;
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

  /** Whether a function of the worker is called for certain: a method's name may be that of other objects' too. */
  private isCertain(module: PythonModule, callee: PyNode): boolean {
    const origin = callee.type === "identifier" ? module.names.of(callee) : undefined;
    const isImported = origin !== undefined && module.isLocal(topLevelPackage(origin));
    const imported = isImported ? this.index.functionsNamed(callee.text) : [];
    const definition = imported.length === 1 ? imported[0]?.definition : definitionOf(module, callee);
    return definition?.type === "function_definition" && decoratorsOf(definition).length === 0;
  }

  private inReference(module: PythonModule, argument: PyNode): void {
    if (argument.type === "identifier" && this.index.functionsNamed(argument.text).length > 0)
      this.inFunctions(argument.text);
    else this.visit(module, argument);
  }

  private inFunctions(name: string): void {
    const found = this.index.functionsNamed(name);
    if (found.length === 0) this.isPlain("unknown");
    for (const each of found) this.inFunction(each);
  }

  private inFunction({ module, definition }: LocatedFunction): void {
    if (this.visited.has(definition)) return;
    this.visited.add(definition);
    const body = definition.field("body");
    if (body === undefined || isGenerator(definition)) {
      this.isPlain("unknown");
      return;
    }
    if (mayFallThrough(definition)) this.isPlain("none");
    for (const statement of ownNodes(body)) {
      if (statement.type !== "return_statement") continue;
      const value = statement.namedChildren[0];
      if (value === undefined) this.isPlain("none");
      else this.visit(module, value);
    }
  }

  /** A class that is named in the call itself is the one that is dumped. */
  private mayDumpErrors(call: PyNode): boolean {
    const classes = this.index.allModules().flatMap(({ root }) => [...root.walk()].filter(isClass));
    const mentioned = new Set([...call.walk()].filter(({ type }) => type === "identifier").map(({ text }) => text));
    const named = classes.filter((definition) => mentioned.has(definition.field("name")?.text ?? ""));
    return (named.length > 0 ? named : classes).some(hasConsumedField);
  }

  private inDictCall(module: PythonModule, node: PyNode): void {
    this.isPlain("dictionary");
    for (const argument of node.field("arguments")?.namedChildren ?? []) {
      if (argument.type !== "keyword_argument") this.mixIn(module, [argument.namedChildren[0] ?? argument]);
      else if (CONSUMED.has(argument.field("name")?.text ?? "")) this.cannotTell();
    }
  }
}

type Form = (errors: PossibleErrors, module: PythonModule, node: PyNode) => void;

const FORMS: Readonly<Record<string, Form | undefined>> = {
  dictionary: (errors, module, node) => {
    errors.inDictionary(module, node);
  },
  dictionary_comprehension: (errors) => {
    errors.isPlain("dictionary");
  },
  identifier: (errors, module, node) => {
    errors.inVariable(module, node);
  },
  call: (errors, module, node) => {
    errors.inCall(module, node);
  },
  conditional_expression: (errors, module, node) => {
    errors.inAll(module, [node.namedChildren[0], node.namedChildren[2]]);
  },
  named_expression: (errors, module, node) => {
    errors.inAll(module, [node.field("value")]);
  },
  await: (errors, module, node) => {
    errors.inAll(module, node.namedChildren);
  },
  boolean_operator: (errors, module, node) => {
    errors.inAll(module, node.namedChildren);
  },
  subscript: (errors, _, node) => {
    if (/\.json\(\)|json\.loads?\(/.test(node.text)) errors.cannotTell();
    else errors.isPlain("unknown");
  },
};

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
