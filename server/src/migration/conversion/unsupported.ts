import type { PyNode } from "../../python/node.js";
import type { RuleName } from "../rules/names.js";

/** Says that a rung of the ladder cannot hold this worker; the conversion then tries the next one. */
export class Unsupported extends Error {
  constructor(
    readonly rule: RuleName,
    readonly node: PyNode | undefined,
    readonly reason: string,
  ) {
    super(reason);
  }
}
