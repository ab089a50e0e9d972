import type { PyNode } from "../python/node.js";
import { statementsOf } from "../python/queries.js";
import { stringValue } from "../python/literals.js";
import type { FunctionFlow } from "./job-flow.js";
import type { SchemaRule } from "./schema.js";

/** Longer texts are no labels of a form. */
const LONGEST = 120;

/** What stands for a type alone describes nothing. */
const MERE_TYPE =
  /^(?:str|string|int|integer|float|number|bool|boolean|list|array|dict|object)\b(?:\[[^\]]*\])?[,.]?(?:\s*(?:optional|required)[,.]?)?$/i;

/** What the author says of the fields: comments at the schema's entries first, then docstrings of the functions. */
export function fieldDescriptions(
  flows: readonly FunctionFlow[],
  rules: readonly SchemaRule[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const definitions = new Set(flows.map(({ definition }) => definition));
  for (const definition of definitions)
    for (const [name, text] of documented(docstringOf(definition))) if (!found.has(name)) found.set(name, text);
  for (const { key, node } of rules) {
    const comment = commentAt(node);
    if (comment !== undefined) found.set(key, comment);
  }
  return new Map([...found].filter(([, text]) => text.length <= LONGEST && !MERE_TYPE.test(text)));
}

function docstringOf(definition: PyNode): string {
  const first = definition.type === "lambda" ? undefined : statementsOf(definition.field("body"))[0];
  return stringValue(first?.namedChildren[0]) ?? "";
}

/** `prompt (str): what to draw`, `- prompt: what to draw`, `:param prompt: what to draw`. */
const ENTRY = /^\s*(?:[-*]\s+|:param\s+)?["'`]?(\w+)["'`]?\s*(?:\([^)]*\))?\s*:\s+(\S.*?)\s*$/;

/** Sections that speak of something else than the input. */
const OTHER_SECTION = /^\s*(?:returns?|yields?|outputs?|raises|examples?|response|result)\b[^:]*:?\s*$/i;

function documented(docstring: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (const line of docstring.split("\n")) {
    if (OTHER_SECTION.test(line)) break;
    const [, name, text] = ENTRY.exec(line) ?? [];
    if (name !== undefined && text !== undefined && !/^[[{("']/.test(text)) found.push([name, text]);
  }
  return found;
}

/** The comment behind an entry of a dictionary on its line, or behind the bracket that opens the entry's own. */
function commentAt(value: PyNode): string | undefined {
  const pair = value.parent;
  const dictionary = pair?.type === "pair" ? pair.parent : undefined;
  if (pair === undefined || dictionary === undefined) return undefined;
  const behind = dictionary.text.slice(pair.end - dictionary.start).split("\n")[0] ?? "";
  const opening = value.text.split("\n")[0] ?? "";
  const text = (/^\s*,?\s*#+\s*(\S.*?)\s*$/.exec(behind) ?? /^\{\s*#+\s*(\S.*?)\s*$/.exec(opening))?.[1];
  return text === undefined || /\b(?:noqa|type:|pylint|TODO|FIXME)\b/.test(text) ? undefined : text;
}
