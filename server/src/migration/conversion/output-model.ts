import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import type { Rewriter } from "../../python/rewriter.js";
import type { Model } from "../../fal/model.js";
import { CONSUMED } from "./answer-shapes.js";
import { isPlainFieldName } from "./model-names.js";
import { certainType } from "./value-types.js";

interface OutputContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly outputName: string;
}

/** The keys and values of an answer; undefined where only running it can tell them. */
type Answered = ReadonlyMap<string, PyNode> | undefined;

/** An `Output` model, where every successful answer has the same literal keys. */
export function typedOutput(context: OutputContext, answers: readonly Answered[]): Model | undefined {
  const [first] = answers;
  if (first === undefined || first.size === 0) return undefined;
  const keys = [...first.keys()];
  const isSame = answers.every((entries) => entries !== undefined && hasSameKeys(entries, keys));
  if (!isSame || !keys.every(isPlainFieldName)) return undefined;
  const fields = keys.map((key) => {
    const values = answers.map((entries) => entries?.get(key));
    return {
      name: key,
      alias: undefined,
      type: commonType(context.module, values) ?? "Any",
      default: undefined,
      arguments: [],
      comment: undefined,
    };
  });
  return { name: context.outputName, config: [], configComment: undefined, fields };
}

/** The type that all values have for certain. */
export function commonType(module: PythonModule, values: readonly (PyNode | undefined)[]): string | undefined {
  const types = new Set(values.map((value) => (value === undefined ? undefined : certainType(module, value))));
  const [type, ...others] = types;
  return others.length > 0 ? undefined : type;
}

function hasSameKeys(entries: ReadonlyMap<string, PyNode>, keys: readonly string[]): boolean {
  return entries.size === keys.length && keys.every((key) => entries.has(key));
}

/** `{"text": x}` becomes `Output(text=x)`, its layout and comments kept. */
export function constructOutput({ rewriter, outputName }: OutputContext, dictionary: PyNode): void {
  const open = dictionary.children[0];
  const close = dictionary.children.at(-1);
  if (open === undefined || close === undefined) return;
  rewriter.replace(open, `${outputName}(`);
  rewriter.replace(close, ")");
  for (const pair of dictionary.namedChildren) {
    const key = stringValue(pair.field("key"));
    const value = pair.field("value");
    if (key === undefined || value === undefined || CONSUMED.has(key)) continue;
    rewriter.replace({ start: pair.start, end: value.start }, `${key}=`);
  }
}
