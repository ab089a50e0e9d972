import { literalOf } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { dictionaryEntries, ownNodes } from "../../../python/queries.js";
import type { CodeIndex } from "../code-index.js";
import { PossibleErrors } from "../errors/possible-errors.js";
import { ValueTypes } from "./value-types.js";

interface Yielding {
  readonly module: PythonModule;
  readonly definition: PyNode;
  readonly index: CodeIndex;
}

/** Whether a `return` or `yield` gives an error rather than an answer. */
export function isErrorReturn(node: PyNode): boolean {
  const value = node.namedChildren[0];
  const inner = value === undefined ? undefined : unparenthesized(value);
  return inner?.type === "dictionary" && dictionaryEntries(inner)?.has("error") === true;
}

/** The expressions that a generator yields; undefined where it hands on another iterator. */
function yieldedValues(definition: PyNode): readonly PyNode[] | undefined {
  const body = definition.field("body");
  const yields = body === undefined ? [] : [...ownNodes(body)].filter((node) => node.type === "yield" && node.named);
  if (yields.length === 0 || yields.some((node) => node.text.startsWith("yield from"))) return undefined;
  return yields.flatMap((node) => node.namedChildren[0] ?? []);
}

/** Whether a chunk may be a dictionary with a truthy `error`. */
export function mayYieldErrors({ module, definition, index }: Yielding): boolean {
  const values = yieldedValues(definition);
  const errors = new PossibleErrors(index);
  return values === undefined || values.some((value) => isOpaque(value) || errors.in(module, value));
}

/** A loop variable or a library's call may yield anything. */
function isOpaque(value: PyNode): boolean {
  return !unparenthesized(value).is("dictionary", "string", "concatenated_string", "list", "integer", "float", "tuple");
}

/** Whether the chunks are event text already. */
export function chunkKind({ module, definition }: Yielding): "json" | "text" | "unknown" {
  const values = yieldedValues(definition);
  if (values === undefined) return "unknown";
  const kinds = new Set(values.map((value) => kindOf(module, unparenthesized(value))));
  const [kind, ...others] = kinds;
  return kind === undefined || others.length > 0 ? "unknown" : kind;
}

function kindOf(module: PythonModule, value: PyNode): "json" | "text" | "unknown" {
  if (value.type === "string") return textKind(value);
  const type = new ValueTypes(module).of(value);
  return type === undefined || type === "str" ? "unknown" : "json";
}

/** Whole events are text; lines of them, which end no event, are looked at when they come. */
function textKind(value: PyNode): "json" | "text" | "unknown" {
  const literal = literalOf(value);
  const text =
    literal?.kind === "str"
      ? literal.value
      : (value.children.find(({ type }) => type === "string_content")?.text ?? "");
  if (!text.startsWith("data:")) return "json";
  return /(?:\\n\\n|\n\n)["']*$/.test(value.text) ? "text" : "unknown";
}
