import { onlyBind } from "../../python/bindings.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { methodCall } from "../../python/queries.js";
import type { Binding } from "../../python/scope-table.js";

/**
 * RunPod streams in two steps, a job and then its chunks; fal in one. They are the same where the job is made for
 * nothing but its one stream.
 */
export function streamsOnly(module: PythonModule, run: PyNode): boolean {
  const outer = outermost(run);
  if (isStreamed(outer)) return true;
  const variable = variableOf(module, outer);
  return variable !== undefined && streamReads(variable) === 1;
}

/** What `job.stream()` is called on, where that will be the stream itself. */
export function streamOfJob(module: PythonModule, stream: PyNode): PyNode | undefined {
  const job = methodCall(stream)?.receiver;
  if (job === undefined) return undefined;
  if (job.type !== "identifier") return job.is("call", "parenthesized_expression", "await") ? job : undefined;
  const variable = module.scopes.bindingOf(job);
  return variable !== undefined && streamReads(variable) === 1 ? job : undefined;
}

/** The number of reads of a job, or undefined where it is assigned twice or read for something else. */
function streamReads(variable: Binding): number | undefined {
  const reads = variable.references.filter(({ role }) => role === "read");
  return onlyBind(variable) !== undefined && reads.every(({ node }) => isStreamed(node)) ? reads.length : undefined;
}

function isStreamed(job: PyNode): boolean {
  const attribute = job.parent;
  const isStream = attribute?.type === "attribute" && attribute.field("attribute")?.text === "stream";
  return isStream && job.fieldName === "object" && attribute.parent?.type === "call";
}

function outermost(call: PyNode): PyNode {
  let outer = call;
  while (outer.parent?.is("await", "parenthesized_expression") === true) outer = outer.parent;
  return outer;
}

function variableOf(module: PythonModule, value: PyNode): Binding | undefined {
  const assignment = value.parent?.type === "assignment" && value.fieldName === "right" ? value.parent : undefined;
  const name = assignment?.field("left");
  return name?.type === "identifier" ? module.scopes.bindingOf(name) : undefined;
}
