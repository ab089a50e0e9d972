import { stringValue } from "../../../python/literals.js";
import type { PyNode } from "../../../python/node.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { Model } from "../../../fal/model.js";
import { CONSUMED } from "./answer-shapes.js";
import { isPlainFieldName } from "../module/model-names.js";
import type { ValueTypes } from "./value-types.js";

interface OutputContext {
  readonly rewriter: Rewriter;
  readonly outputName: string;
}

/** The keys and values of an answer; undefined where only running it can tell them. */
type Answered = ReadonlyMap<string, PyNode> | undefined;

/** An `Output` model, where every successful answer has the same literal keys. */
export function typedOutput(name: string, types: ValueTypes, answers: readonly Answered[]): Model | undefined {
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
      type: types.common(values) ?? "Any",
      default: undefined,
      arguments: [],
      comment: undefined,
    };
  });
  return { name, config: [], configComment: undefined, fields };
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
