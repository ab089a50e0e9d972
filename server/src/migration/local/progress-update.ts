import { literalOf } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { bindArguments } from "./arguments.js";
import { replace, rewrite } from "./build.js";
import type { LocalRewrite } from "./local-rewrite.js";
import { defineFunction, importAs } from "./names.js";
import { isStep, type SdkUse } from "./sdk-uses.js";

const PROGRESS = "runpod.serverless.progress_update";

const TEXTS = {
  rule: "progress-update",
  message: "`progress_update` posts to RunPod's job API; on fal, `print()` shows up in the logs of the request.",
  title: "Print the progress",
} as const;

/** `progress_update(job, x)` prints `x`: fal shows printed lines to the caller who asks for logs. */
export function findProgressUpdates(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  const found: LocalRewrite[] = [];
  for (const use of uses) {
    if (use.name === `${PROGRESS}()` && use.node.type === "call") found.push(printProgress(module, use.node));
    else if (use.name === PROGRESS && !isStep(use)) found.push(replaceFunction(module, use.node));
  }
  return found;
}

function printProgress(module: PythonModule, call: PyNode): LocalRewrite {
  const progress = bindArguments(call, ["job", "progress"])?.get("progress");
  const callee = call.field("function");
  if (progress === undefined) return replaceFunction(module, callee ?? call);
  const value = unparenthesized(progress);
  if (!value.is("dictionary", "list", "tuple", "dictionary_comprehension", "list_comprehension"))
    return rewrite(call, TEXTS, [replace(call, "print(", progress, ")")]);
  const json = importAs(module, "import json");
  const end = isPlainData(value) ? "))" : ", default=str))";
  return rewrite(call, TEXTS, [replace(call, `print(${json.name}.dumps(`, progress, end)], { imports: [json] });
}

/** The function itself, given to something that calls it. */
function replaceFunction(module: PythonModule, reference: PyNode): LocalRewrite {
  const definition = defineFunction(
    module,
    "print_progress",
    ["import json"],
    (name, json = "json") => `def ${name}(job, progress):
    """Print how far a request is; fal shows it in the request's logs."""
    print(progress if isinstance(progress, str) else ${json}.dumps(progress, default=str))
`,
  );
  return rewrite(reference, TEXTS, [replace(reference, definition.name)], { definitions: [definition] });
}

const PLAIN_CALLS = /^(?:str|int|float|len|round|repr)\(/;

/** Whether `json.dumps` can write a value, as far as its source shows. */
function isPlainData(node: PyNode): boolean {
  if (node.is("dictionary", "list", "tuple")) return node.namedChildren.every(isPlainData);
  if (node.type === "pair") return node.namedChildren.every(isPlainData);
  return node.is("string", "concatenated_string") || literalOf(node) !== undefined || PLAIN_CALLS.test(node.text);
}
