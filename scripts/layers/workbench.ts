import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { withWorkbench } from "../editor/workbench.js";
import { pythonEnvironment, requirementsOf } from "../environments.js";
import { workbenchTests, type Workbench } from "../../test/vscode/workbench.js";
import type { Counts } from "./layer.js";

const example = join("examples", "thumbnails");
const pictures = join(".cache", "screenshots");

/** Drives the window of a real editor with the packaged extension, on an example as its author keeps it. */
export async function runWorkbenchTests(): Promise<Counts> {
  mkdirSync(pictures, { recursive: true });
  const { python } = await pythonEnvironment("fal", requirementsOf(example));
  const settings = { "fal.python.interpreter": python };
  return withWorkbench({ folder: example, settings }, runAll);
}

/** Each test goes on where the one before ended, so the first that fails is the last that runs. */
async function runAll(workbench: Workbench): Promise<Counts> {
  let passed = 0;
  for (const { name, picture, run } of workbenchTests) {
    const failure = await run(workbench).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    await workbench.page.screenshot({ path: join(pictures, picture) });
    console.log(failure === undefined ? `passed: ${name}` : `FAILED: ${name}\n${failure}`);
    if (failure !== undefined) break;
    passed += 1;
  }
  return { passed, failed: workbenchTests.length - passed };
}
