import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { withWorkbench } from "./editor/workbench.js";
import { CommandError, runOrFail } from "./setup/command.js";
import { step } from "./setup/progress.js";

const picture = "docs/screenshot.png";
const example = join("examples", "thumbnails");

/** `npm run screenshot`: the README's picture, taken of the packaged extension in a real editor on an example. */
export async function main(): Promise<number> {
  try {
    await step("Building dist/", () => runOrFail(process.execPath, ["esbuild.mjs"]));
    await withWorkbench({ folder: example }, ({ page }) => takePicture(page));
    console.log(picture);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** Opens the worker at its handler and puts the pointer on a finding, so that its hover shows. */
async function takePicture(page: Page): Promise<void> {
  await page.getByRole("treeitem", { name: /^handler\.py/ }).dblclick();
  await page.getByText(/^RunPod \d+ left$/).waitFor();
  await page.locator(".view-line").first().click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.locator(".squiggly-info").nth(4).waitFor();
  const line = page.locator(".view-line").filter({ hasText: "cannot read the image" }).first();
  await line.getByText("return", { exact: false }).last().hover();
  await page.locator(".monaco-hover").filter({ hasText: "Quick Fix" }).first().waitFor();
  mkdirSync("docs", { recursive: true });
  await page.screenshot({ path: picture });
}
