import { assignedAt, bindsOf } from "../../../python/bindings.js";
import { argumentFor } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { methodCall, ownNodes, positionalArguments } from "../../../python/queries.js";
import type { ResolveDefinition } from "../../../runpod/handed-on.js";
import { isOnlyFilled, isPutIntoAnswer, mentionsAnswer } from "./answer-mentions.js";
import { calledFunction, type CalledFunction } from "./called-function.js";
import type { LocatedFunction } from "../code-index.js";
import { iteratedBy } from "./value-sources.js";

/** A value that goes into an answer: the whole of it, or what stands in it under a key or in a list. */
export interface AnsweredPart extends LocatedFunction {
  readonly value: PyNode;
  /** What names it in a dictionary: a string, or the name of a keyword argument. */
  readonly key: PyNode | undefined;
  /** It is, or is in, an event of a generator. */
  readonly isYielded: boolean;
}

/** Looks at a part; where it says true, what the part is made of is not asked about. */
export type TakePart = (part: AnsweredPart) => boolean;

/** The values that functions answer, followed into the displays, variables and functions of the worker that make them. */
export function readAnswers(answering: readonly LocatedFunction[], resolve: ResolveDefinition, take: TakePart): void {
  const survey = new AnswerReader(resolve, () => false);
  survey.read(answering);
  new AnswerReader(resolve, take, survey.closedUnder(answering)).read(answering);
}

/** Where a value stands, and how it gets out of there. */
type Place = Omit<AnsweredPart, "value">;

/** A call whose result is answered. */
type AnsweredCall = Place & Pick<CalledFunction, "call" | "parameters">;

/** A function whose results are answered, by these calls among others. */
interface Answering extends LocatedFunction {
  readonly calls: AnsweredCall[];
  /** Its parameters that go into the answer, under these keys. */
  readonly handed: { readonly name: string; readonly key: PyNode | undefined }[];
}

class AnswerReader {
  /** The values that were visited. */
  private readonly visited = new Set<PyNode>();
  /** The calls whose results are answered, by the function that they call. */
  private readonly calls = new Map<PyNode, Answering>();

  /** `followed`: the functions that do nothing but answer; undefined where that is what is to be found out. */
  constructor(
    private readonly resolve: ResolveDefinition,
    private readonly take: TakePart,
    private readonly followed?: ReadonlySet<PyNode>,
  ) {}

  read(answering: readonly LocatedFunction[]): void {
    for (const located of answering) this.inFunction(located, false);
  }

  /** The functions of which every mention is a call whose result is answered by such a function again. */
  closedUnder(answering: readonly LocatedFunction[]): ReadonlySet<PyNode> {
    const closed = new Set(this.calls.keys());
    const roots = new Set(answering.map(({ definition }) => definition));
    for (let size = -1; size !== closed.size;) {
      size = closed.size;
      for (const [definition, { module, calls }] of this.calls) {
        const isAnswered = calls.every((place) => roots.has(place.definition) || closed.has(place.definition));
        if (!isAnswered || this.isMentionedElsewhere(module, definition, calls)) closed.delete(definition);
      }
    }
    return closed;
  }

  private isMentionedElsewhere(module: PythonModule, definition: PyNode, calls: readonly AnsweredCall[]): boolean {
    const name = definition.field("name")?.text ?? "";
    const callees = new Set(calls.map(({ call }) => call.field("function")));
    const modules = new Set([module, ...calls.map((place) => place.module)]);
    return [...modules].some((each) => mentionsAnswer(each, name, definition, callees, this.resolve));
  }

  private inFunction({ module, definition }: LocatedFunction, isYielded: boolean): void {
    const body = definition.field("body");
    if (body === undefined) return;
    const place: Place = { module, definition, key: undefined, isYielded };
    if (definition.type === "lambda") {
      this.visit(place, body);
      return;
    }
    const nodes = [...ownNodes(body)].filter(({ named }) => named);
    for (const node of nodes) {
      const value = node.namedChildren.at(-1);
      if (value === undefined) continue;
      if (node.type === "yield") this.visit({ ...place, isYielded: true }, value);
      else if (node.type === "return_statement") this.visit(place, value);
    }
  }

  visit(place: Place, expression: PyNode): void {
    const node = unparenthesized(expression);
    if (this.visited.has(node)) return;
    this.visited.add(node);
    if (!this.take({ ...place, value: node })) FORMS[node.type]?.(this, place, node);
  }

  inItems(place: Place, items: readonly PyNode[]): void {
    for (const item of items) this.visit({ ...place, key: undefined }, item);
  }

  inDictionary(place: Place, dictionary: PyNode): void {
    for (const pair of dictionary.namedChildren) {
      const value = pair.field("value") ?? (pair.type === "dictionary_splat" ? pair.namedChildren[0] : undefined);
      if (value !== undefined) this.visit({ ...place, key: pair.field("key") }, value);
    }
  }

  /** `dict(image=path)`, `result.update({…}, image=path)`. */
  private inArguments(place: Place, call: PyNode): void {
    for (const argument of call.field("arguments")?.namedChildren ?? []) {
      const value = argument.type === "keyword_argument" ? argument.field("value") : argument;
      const key = argument.type === "keyword_argument" ? argument.field("name") : undefined;
      if (value !== undefined) this.visit({ ...place, key }, value);
    }
  }

  inCall(place: Place, call: PyNode): void {
    const callee = call.field("function");
    if (callee?.text === "dict" && place.module.scopes.bindingOf(callee) === undefined) {
      this.inArguments(place, call);
      return;
    }
    const found = calledFunction({ module: place.module, resolve: this.resolve }, call);
    if (found === undefined) return;
    const { module, definition, parameters } = found;
    const known = this.calls.get(definition) ?? { module, definition, calls: [], handed: [] };
    const answered = { ...place, call, parameters };
    known.calls.push(answered);
    this.calls.set(definition, known);
    if (this.followed?.has(definition) === false) return;
    if (known.calls.length === 1) this.inFunction(known, place.isYielded);
    else for (const { name, key } of known.handed) this.inArgument(answered, name, key);
  }

  /** A variable that is made to be answered: what it is made of, and what is put into it. */
  inVariable(place: Place, name: PyNode): void {
    const binding = place.module.scopes.bindingOf(name);
    if (binding?.scope.node !== place.definition) return;
    const values = bindsOf(binding).map((bind) => assignedAt(bind) ?? iteratedBy(bind));
    const mentions = binding.references.filter(({ role }) => role !== "bind").map(({ node }) => node);
    if (values.length === 1 && values[0] === undefined && mentions.length === 1) this.inParameter(place, name.text);
    if (!values.every((value) => value === undefined || isMade(value))) return;
    if (!mentions.every((each) => this.visited.has(each) || isOnlyFilled(each) || isPutIntoAnswer(each))) return;
    for (const value of values) if (value !== undefined) this.visit(place, value);
    for (const mention of mentions) this.inStore(place, mention);
  }

  /** `def success(data): return {"data": data}`: what each call hands over is answered. */
  private inParameter({ definition, key }: Place, name: string): void {
    const known = this.calls.get(definition);
    known?.handed.push({ name, key });
    for (const call of known?.calls ?? []) this.inArgument(call, name, key);
  }

  private inArgument({ call, parameters, ...place }: AnsweredCall, name: string, key: PyNode | undefined): void {
    const isPlain = parameters.some((parameter) => parameter.name === name && parameter.kind === "plain");
    const value = isPlain ? argumentFor(call, parameters, name) : undefined;
    if (value !== undefined) this.visit({ ...place, key }, value);
  }

  private inStore(place: Place, mention: PyNode): void {
    const target = mention.parent;
    if (target?.type === "subscript" && target.fieldName === "left" && mention.fieldName === "value") {
      const value = target.parent?.field("right");
      if (value !== undefined) this.visit({ ...place, key: target.field("subscript") }, value);
    }
    const call = target?.type === "attribute" ? target.parent : undefined;
    const method = call === undefined ? undefined : methodCall(call);
    if (call === undefined || method?.receiver !== mention) return;
    if (method.name === "update") this.inArguments(place, call);
    if (method.name === "append" || method.name === "extend") this.inItems(place, positionalArguments(call));
  }
}

/** Whether a value is put together where it stands, so that changing a part of it changes nothing else. */
function isMade(value: PyNode): boolean {
  const node = unparenthesized(value);
  if (node.is("dictionary", "list", "call", "none")) return true;
  if (node.type === "await") return node.namedChildren.every(isMade);
  if (node.type !== "conditional_expression") return false;
  const [first, , last] = node.namedChildren;
  return first !== undefined && last !== undefined && isMade(first) && isMade(last);
}

type Form = (reader: AnswerReader, place: Place, node: PyNode) => void;

const inItems: Form = (reader, place, node) => {
  reader.inItems(place, node.namedChildren);
};

const inSame: Form = (reader, place, node) => {
  for (const child of node.namedChildren) reader.visit(place, child);
};

const FORMS: Readonly<Record<string, Form | undefined>> = {
  list: inItems,
  tuple: inItems,
  expression_list: inItems,
  await: inSame,
  boolean_operator: inSame,
  list_splat: inSame,
  dictionary: (reader, place, node) => {
    reader.inDictionary(place, node);
  },
  conditional_expression: (reader, place, node) => {
    for (const side of [node.namedChildren[0], node.namedChildren[2]])
      if (side !== undefined) reader.visit(place, side);
  },
  call: (reader, place, node) => {
    reader.inCall(place, node);
  },
  identifier: (reader, place, node) => {
    reader.inVariable(place, node);
  },
};
