import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "./editor/chromium.js";
import { installedPackage } from "./editor/installed-extension.js";
import { editorParts, partsFolder } from "./editor/parts.js";
import { startEditor } from "./editor/server.js";
import { CommandError, runOrFail } from "./setup/command.js";
import { step } from "./setup/progress.js";

const picture = "docs/screenshot.png";
const example = "thumbnails";
const size = { width: 1280, height: 800 };
const patience = 20_000;

/** `npm run screenshot`: the README's picture, taken of the packaged extension in a real editor on an example. */
export async function main(): Promise<number> {
  try {
    await step("Building dist/", () => runOrFail(process.execPath, ["esbuild.mjs"]));
    await withEditor(takePicture);
    console.log(picture);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function withEditor(use: (page: Page) => Promise<void>): Promise<void> {
  const parts = await editorParts();
  const folder = mkdtempSync(join(tmpdir(), "runpod-to-fal-screenshot-"));
  const workspace = join(folder, example);
  cpSync(join("examples", example), workspace, { recursive: true });
  const extensions = await installedPackage(parts, join(partsFolder, "user-data"));
  const settings = {
    "window.commandCenter": false,
    "editor.minimap.enabled": false,
    "chat.disableAIFeatures": true,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
  };
  const server = await startEditor(parts, { data: join(folder, "data"), extensions, folder: workspace, settings });
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: size });
      page.setDefaultTimeout(patience);
      await page.goto(server.address);
      await use(page);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the worker and puts the pointer on a finding, so that its hover shows. */
async function takePicture(page: Page): Promise<void> {
  await page.getByRole("treeitem", { name: /^handler\.py/ }).dblclick();
  await page.getByText(/^RunPod \d+ left$/).waitFor();
  const line = page.locator(".view-line").filter({ hasText: 'return {"error":' }).first();
  await line.getByText("return", { exact: false }).last().hover();
  await page.locator(".monaco-hover").filter({ hasText: "HTTPException" }).first().waitFor();
  mkdirSync("docs", { recursive: true });
  await page.screenshot({ path: picture });
}
