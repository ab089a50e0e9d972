import type { PyNode } from "../../python/node.js";

/** The arguments of a call by parameter name, in the order of the given parameters. */
export type Arguments = ReadonlyMap<string, PyNode>;

/** Binds a call's arguments to parameters; undefined where it spreads or passes what the function does not take. */
export function bindArguments(call: PyNode, parameters: readonly string[]): Arguments | undefined {
  const list = call.field("arguments");
  if (list?.type !== "argument_list") return undefined;
  const bound = new Map<string, PyNode>();
  let position = 0;
  for (const argument of list.namedChildren) {
    if (argument.is("list_splat", "dictionary_splat")) return undefined;
    const isKeyword = argument.type === "keyword_argument";
    const name = isKeyword ? argument.field("name")?.text : parameters[position];
    const value = isKeyword ? argument.field("value") : argument;
    if (name === undefined || value === undefined || !parameters.includes(name) || bound.has(name)) return undefined;
    bound.set(name, value);
    if (!isKeyword) position += 1;
  }
  return bound;
}
