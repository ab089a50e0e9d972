import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { withWorkbench } from "../editor/workbench.js";
import { pythonEnvironment, requirementsOf } from "../environments.js";
import { runOrFail } from "../setup/command.js";
import { workbenchTests } from "../../test/vscode/workbench.js";
import type { Counts } from "./layer.js";

const example = join("examples", "thumbnails");
const pictures = join(".cache", "screenshots");

/** Drives the window of a real editor with the packaged extension, on a migrated example. */
export async function runWorkbenchTests(): Promise<Counts> {
  mkdirSync(pictures, { recursive: true });
  const { python } = await pythonEnvironment("fal", requirementsOf(example));
  const settings = { "fal.python.interpreter": python };
  const prepare = async (copy: string): Promise<void> => {
    await runOrFail(process.execPath, [join("dist", "cli.js"), "migrate", copy, "--write"]);
  };
  return withWorkbench({ folder: example, settings, prepare }, runAll);
}

async function runAll(page: Page): Promise<Counts> {
  let failed = 0;
  for (const { name, picture, run } of workbenchTests) {
    try {
      await run(page);
      console.log(`passed: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED: ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    await page.screenshot({ path: join(pictures, picture) });
  }
  return { passed: workbenchTests.length - failed, failed };
}
