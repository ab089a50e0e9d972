import type { PyNode } from "../../../python/node.js";
import { Rewriter } from "../../../python/rewriter.js";
import { CONSUMED } from "../answers/answer-shapes.js";
import type { ReadText } from "./read-text.js";

/** Writes `dict(error="…")` as `{"error": "…"}`: what RunPod looked for in an answer is then told in one way. */
export function spellOutDictionaries(source: string, read: ReadText): string {
  const module = /\bdict\([^)]*\b(?:error|refresh_worker)\s*=/s.test(source) ? read(source) : undefined;
  if (module === undefined) return source;
  const rewriter = new Rewriter(source);
  for (const call of module.root.walk()) {
    const callee = call.type === "call" ? call.field("function") : undefined;
    const isBuiltin = callee?.text === "dict" && module.scopes.bindingOf(callee) === undefined;
    if (isBuiltin && call.ancestor("interpolation") === undefined && holdsConsumed(call)) spellOut(rewriter, call);
  }
  return rewriter.render({ start: 0, end: source.length });
}

/** Whether all of a call's arguments are `key=value`, and one is a key that RunPod took out of an answer. */
function holdsConsumed(call: PyNode): boolean {
  const given = (call.field("arguments")?.namedChildren ?? []).filter(({ type }) => type !== "comment");
  const isNamed = given.every(({ type }) => type === "keyword_argument");
  return isNamed && given.some((argument) => CONSUMED.has(argument.field("name")?.text ?? ""));
}

function spellOut(rewriter: Rewriter, call: PyNode): void {
  const list = call.field("arguments");
  if (list === undefined) return;
  rewriter.replace({ start: call.start, end: list.start + 1 }, "{");
  rewriter.replace({ start: list.end - 1, end: list.end }, "}");
  for (const argument of list.namedChildren) {
    const [name, value] = [argument.field("name"), argument.field("value")];
    if (name !== undefined && value !== undefined)
      rewriter.replace({ start: name.start, end: value.start }, `"${name.text}": `);
  }
}
