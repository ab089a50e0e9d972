import { findStartCalls, switchOf } from "../../../runpod/start-calls.js";
import type { PythonModule } from "../../../python/module.js";
import { ANSWER, ANSWER_BESIDE_STOP, ANSWER_WITH_RESPONSE } from "../../../fal/definitions.js";

/** What `answer()` is called in a file: many workers call a variable or a function of theirs so. */
export function answerName(module: PythonModule): string {
  return ["answer", "answer_result", "answer_request"].find((name) => !isBound(module, name)) ?? "answer_of_job";
}

/** The definition of `answer()` under a name that is free in the file. */
export function answerDefinition(module: PythonModule, mayRefresh: boolean): readonly [string, string] {
  const name = answerName(module);
  return [name, answerSource(module, mayRefresh).replace("def answer(", `def ${name}(`)];
}

/** What the endpoint's response is called in a file: a worker that asks other servers has names of its own for theirs. */
export function responseName(module: PythonModule): string {
  return ["response", "http_response", "fal_response"].find((name) => !isBound(module, name)) ?? "response_of_endpoint";
}

function answerSource(module: PythonModule, mayRefresh: boolean): string {
  if (!mayRefresh) return ANSWER;
  const isConfigured = findStartCalls(module).some((start) => switchOf(start, "refresh_worker") !== "off");
  return isConfigured ? ANSWER_BESIDE_STOP : ANSWER_WITH_RESPONSE;
}

function isBound(module: PythonModule, name: string): boolean {
  if (!module.source.includes(name)) return false;
  for (const node of module.root.walk()) {
    if (node.type === "identifier" && node.text === name && module.scopes.roleOf(node) === "bind") return true;
  }
  return false;
}
