import type { NewResult, OldResult, Task } from "./task.js";

/** One of the two programs under its SDK, however it is run. */
export interface ProofSide<Result extends OldResult | NewResult> {
  run(task: Task): Promise<Result>;
  stop(): Promise<void>;
}
