import { onlyValue } from "../../python/bindings.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { unparenthesized } from "../../python/node.js";
import { stringValue } from "../../python/literals.js";
import type { Part } from "../../python/rewriter.js";
import type { Definition } from "./local-rewrite.js";
import { defineFunction } from "./names.js";

/** What a request's payload becomes: RunPod wraps it in `{"input": …}`, fal takes the input as it is. */
export interface RequestArguments {
  readonly parts: readonly Part[];
  readonly webhook: PyNode | undefined;
  /** Keys beside `input` that fal's client has no argument for. */
  readonly dropped: readonly string[];
  readonly isUnwrapped: boolean;
  readonly definitions: readonly Definition[];
}

/** The arguments of a fal request for the payload of a RunPod one. */
export function requestArguments(module: PythonModule, payload: PyNode): RequestArguments {
  const node = unparenthesized(payload);
  const base = { webhook: undefined, dropped: [], isUnwrapped: false, definitions: [] };
  if (node.type === "dictionary") return fromDictionary(node) ?? { ...base, parts: [node] };
  const assigned = assignedDictionary(module, node);
  if (assigned !== undefined) {
    const unwrapped = fromDictionary(assigned);
    if (unwrapped === undefined) return { ...base, parts: [node] };
    return { ...unwrapped, webhook: undefined, parts: [node, '["input"]'] };
  }
  if (node.is("identifier", "attribute")) return { ...base, parts: [node, '.get("input") or ', node] };
  const definition = unwrapFunction(module);
  return { ...base, parts: [`${definition.name}(`, node, ")"], definitions: [definition] };
}

const KEYS_OF_REQUEST = new Set(["input", "webhook"]);

/** Undefined for a dictionary without the wrapper. */
function fromDictionary(node: PyNode): RequestArguments | undefined {
  const entries = new Map<string, PyNode>();
  for (const pair of node.namedChildren) {
    const [key, value] = [stringValue(pair.field("key")), pair.field("value")];
    if (key !== undefined && value !== undefined) entries.set(key, value);
  }
  const input = entries.get("input");
  if (input === undefined) return undefined;
  const dropped = [...entries.keys()].filter((key) => !KEYS_OF_REQUEST.has(key));
  return { parts: [input], webhook: entries.get("webhook"), dropped, isUnwrapped: true, definitions: [] };
}

/** The dictionary that a variable is assigned, when that is its only assignment. */
function assignedDictionary(module: PythonModule, node: PyNode): PyNode | undefined {
  const binding = node.type === "identifier" ? module.scopes.bindingOf(node) : undefined;
  const value = onlyValue(binding);
  return value?.type === "dictionary" ? value : undefined;
}

function unwrapFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "request_arguments",
    [],
    (name) => `def ${name}(payload):
    """The input of a request without RunPod's {"input": …} around it."""
    return payload.get("input") or payload
`,
  );
}
