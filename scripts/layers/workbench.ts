import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { withWorkbench } from "../editor/workbench.js";
import { pythonEnvironment, requirementsOf } from "../environments.js";
import { unsavedWorkerTests, workbenchTests, type Workbench, type WorkbenchTest } from "../../test/vscode/workbench.js";
import type { Counts } from "./layer.js";

const example = join("examples", "thumbnails");
/** A worker that stays a module, with the App in a file beside it. */
const moduleWorker = join("test", "workers", "functions-by-text");
const pictures = join(".cache", "screenshots");

/** Drives the window of a real editor with the packaged extension, on workers as their authors keep them. */
export async function runWorkbenchTests(): Promise<Counts> {
  mkdirSync(pictures, { recursive: true });
  const { python } = await pythonEnvironment("fal", requirementsOf(example));
  const settings = { "fal.python.interpreter": python };
  const main = await withWorkbench({ folder: example, settings }, (workbench) => runAll(workbench, workbenchTests));
  const unsaved = await withWorkbench({ folder: moduleWorker }, (workbench) => runAll(workbench, unsavedWorkerTests));
  return { passed: main.passed + unsaved.passed, failed: main.failed + unsaved.failed };
}

/** Each test goes on where the one before ended, so the first that fails is the last that runs. */
async function runAll(workbench: Workbench, tests: readonly WorkbenchTest[]): Promise<Counts> {
  let passed = 0;
  for (const { name, picture, run } of tests) {
    const failure = await run(workbench).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    await workbench.page.screenshot({ path: join(pictures, picture) });
    console.log(failure === undefined ? `passed: ${name}` : `FAILED: ${name}\n${failure}`);
    if (failure !== undefined) break;
    passed += 1;
  }
  return { passed, failed: tests.length - passed };
}
