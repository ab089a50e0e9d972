import { assignedAt } from "../../../python/bindings.js";
import { isStored } from "../../../python/changes.js";
import type { PyNode } from "../../../python/node.js";
import { dictionaryEntries, methodCall, subscriptKey } from "../../../python/queries.js";
import { CONSUMED } from "../answers/answer-shapes.js";

/** An `error` that a value may hold, as the code writes it. */
export interface PossibleError {
  readonly error: PyNode;
  /** The statement that writes it. */
  readonly statement: PyNode;
  /** Whether it stands beside keys that RunPod keeps; undefined where only running it can tell. */
  readonly hasOthers: boolean | undefined;
}

/** Whether every dictionary that a variable is bound to has keys beside those that RunPod consumes. */
export function haveOthers(binds: readonly PyNode[]): boolean | undefined {
  const values = binds.map(assignedAt);
  const entries = values.map((value) => (value?.type === "dictionary" ? dictionaryEntries(value) : undefined));
  const isCertain = entries.every((each) => each !== undefined && [...each.keys()].some((key) => !CONSUMED.has(key)));
  return isCertain && entries.length > 0 ? true : undefined;
}

/** How the keys of a variable's dictionary may change where it is mentioned: what stands beside an error with them. */
export function keyChange(mention: PyNode): "more" | "fewer" | undefined {
  const target = mention.parent;
  if (target?.type === "subscript" && mention.fieldName === "value") {
    const isOther = isStored(target) && !CONSUMED.has(subscriptKey(target) ?? "");
    return isOther ? (target.fieldName === "left" ? "more" : "fewer") : undefined;
  }
  if (target?.type === "augmented_assignment") return target.field("left") === mention ? "more" : undefined;
  const method = target?.parent === undefined ? undefined : methodCall(target.parent);
  return method?.receiver === mention ? CHANGES[method.name] : undefined;
}

const CHANGES: Readonly<Record<string, "more" | "fewer" | undefined>> = {
  update: "more",
  setdefault: "more",
  pop: "fewer",
  popitem: "fewer",
  clear: "fewer",
};

/** What stands beside an error, after what a variable that holds it went through. */
export function withChanges(error: PossibleError, changes: ReadonlySet<string | undefined>): PossibleError {
  const isKept = error.hasOthers === true ? !changes.has("fewer") : !changes.has("more");
  return isKept ? error : { ...error, hasOthers: undefined };
}
