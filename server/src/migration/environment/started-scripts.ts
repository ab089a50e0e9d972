import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { assignedName } from "../../python/queries.js";

const STARTING_CALLS =
  /(?:^|\.)(?:run|Popen|call|check_call|check_output|getoutput|getstatusoutput|system|popen|run_path|create_subprocess_exec|create_subprocess_shell)$/;

/** The code starts a process with a string: in the call itself, or by the name that the command was given. */
export function startsProcess(module: PythonModule, node: PyNode): boolean {
  if (isInStartingCall(node)) return true;
  for (let part: PyNode | undefined = node; part !== undefined; part = part.parent) {
    if (part.parent?.is("assignment", "augmented_assignment") === true && part.fieldName === "right")
      return isStartedByName(module, part.parent);
    if (part.is("block", "module", "call")) return false;
  }
  return false;
}

function isInStartingCall(node: PyNode): boolean {
  for (let call = node.ancestor("call"); call !== undefined; call = call.ancestor("call"))
    if (STARTING_CALLS.test(call.field("function")?.text ?? "")) return true;
  return false;
}

function isStartedByName(module: PythonModule, assignment: PyNode): boolean {
  const name = assignedName(assignment);
  const binding = name === undefined ? undefined : module.scopes.bindingOf(name);
  return binding?.references.some(({ role, node }) => role === "read" && isInStartingCall(node)) === true;
}

/** The scripts that a command line names: `train.py` in `python -u train.py --steps 100`. */
export function scriptsOfCommand(text: string): readonly string[] {
  return /\s/.test(text) && text.length < 2000 ? text.split(/\s+/).filter((word) => /^[\w./-]+\.py$/.test(word)) : [];
}
