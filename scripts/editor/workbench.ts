import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "./chromium.js";
import { installedPackage } from "./installed-extension.js";
import { editorParts, partsFolder } from "./parts.js";
import { startEditor } from "./server.js";

const size = { width: 1280, height: 800 };
const patience = 60_000;

/** A picture of an editor needs nothing but the editor. */
const plainSettings = {
  "window.commandCenter": false,
  "editor.minimap.enabled": false,
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

export interface WorkbenchOptions {
  /** The folder whose copy is opened. */
  readonly folder: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Opens a copy of a folder in a real editor in which the packaged extension is installed, for a person's view of it. */
export async function withWorkbench<T>(
  options: WorkbenchOptions,
  use: (workbench: { readonly page: Page; readonly folder: string }) => Promise<T>,
): Promise<T> {
  const parts = await editorParts();
  const extensions = await installedPackage(parts, join(partsFolder, "user-data"));
  const scratch = mkdtempSync(join(tmpdir(), "runpod-to-fal-workbench-"));
  const folder = join(scratch, basename(options.folder));
  cpSync(options.folder, folder, { recursive: true });
  const settings = { ...plainSettings, ...options.settings };
  const server = await startEditor(parts, { data: join(scratch, "data"), extensions, settings });
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: size });
      page.setDefaultTimeout(patience);
      await page.goto(server.addressOf(folder));
      return await use({ page, folder });
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
