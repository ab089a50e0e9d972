import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Locator, Page } from "playwright-core";

/** A real editor's window, and the folder that is open in it. */
export interface Workbench {
  readonly page: Page;
  readonly folder: string;
}

/** One behaviour, seen as a person sees it: the whole window, by mouse and keyboard. */
export interface WorkbenchTest {
  readonly name: string;
  /** Called for the name of the picture that is kept of the end. */
  readonly picture: string;
  readonly run: (workbench: Workbench) => Promise<void>;
}

/** An app starts in seconds; a machine that is busy with other tests takes longer. */
const patience = 60_000;

const migrate = "Migrate to a fal App";

/** One way through the product, on an example as its author keeps it: each test goes on where the one before ended. */
export const workbenchTests: readonly WorkbenchTest[] = [
  {
    name: "findings are drawn under the worker's code",
    picture: "findings.png",
    async run({ page }) {
      await page.getByRole("treeitem", { name: /^handler\.py/ }).dblclick();
      await page.locator(".squiggly-info").first().waitFor();
      await page.getByText(/^RunPod \d+ left$/).waitFor();
    },
  },
  {
    name: "a preview that is discarded leaves the worker as it was",
    picture: "preview.png",
    async run({ page, folder }) {
      const before = worker(folder);
      await openPreview(page);
      await preview(page).getByText("RunPod to fal: ").waitFor();
      const unticked = preview(page).locator(".edit-checkbox[aria-checked=false]");
      assert.equal(await unticked.count(), 2, "only the report and its file are not ticked");
      await page.getByRole("button", { name: "Discard" }).click();
      await preview(page).waitFor({ state: "hidden" });
      assert.deepEqual(worker(folder), before);
    },
  },
  {
    name: "the lightbulb's migration is applied, and the message runs the app",
    picture: "migrated.png",
    async run({ page }) {
      await openPreview(page);
      await page.getByRole("button", { name: "Apply" }).click();
      await page.getByText(/^Migrated to Thumbnails: /).waitFor();
      await page.getByText("class Thumbnails").first().waitFor();
      await page.getByRole("button", { name: "Run App Locally" }).last().click();
      const panel = await panelFrame(page);
      await panel.getByText("running on this machine").waitFor({ timeout: patience });
    },
  },
  {
    name: "the panel sends what its form holds and shows the answer with its picture",
    picture: "panel.png",
    async run({ page }) {
      const panel = await panelFrame(page);
      await panel.getByRole("button", { name: "Send", exact: true }).click();
      await panel.getByText(/^OK · 200/).waitFor({ timeout: patience });
      assert.equal(await panel.getByRole("button", { name: "Send", exact: true }).isEnabled(), true);
      const picture = panel.locator(".answer img").first();
      await picture.waitFor();
      assert.ok((await picture.evaluate((image) => Number((image as { naturalWidth?: number }).naturalWidth))) > 0);
      assert.match(await panel.locator(".answer pre").innerText(), /"width": \d+/);
    },
  },
  {
    name: "an app that is stopped is run again from the panel, and sent to at once",
    picture: "panel-stopped.png",
    async run({ page }) {
      const panel = await panelFrame(page);
      await panel.getByRole("button", { name: "Stop" }).click();
      await panel.getByText("not running").waitFor({ timeout: patience });
      await panel.getByRole("button", { name: "Run and Send" }).click();
      await panel.getByText("running on this machine").waitFor({ timeout: patience });
      await panel.getByText(/^OK · 200/).waitFor({ timeout: patience });
    },
  },
  {
    name: "one undo brings the worker back, byte for byte",
    picture: "undone.png",
    async run({ page, folder }) {
      const kept = readFileSync(join(folder, ".runpod-to-fal", "handler.py"));
      await page.locator(".view-line").first().click();
      await page.keyboard.press("ControlOrMeta+z");
      await page.locator(".squiggly-warning").first().waitFor();
      await page.keyboard.press("ControlOrMeta+s");
      const deadline = Date.now() + patience;
      while (!worker(folder).equals(kept) && Date.now() < deadline) await page.waitForTimeout(100);
      assert.deepEqual(worker(folder), kept);
    },
  },
];

/** The migration of a worker that its author has just changed and not saved, and that keeps a file of its own. */
export const unsavedWorkerTests: readonly WorkbenchTest[] = [
  {
    name: "what is typed and not saved is migrated, and the App beside the worker is opened",
    picture: "beside-the-worker.png",
    async run({ page, folder }) {
      const typed = "# not saved yet";
      await page.getByRole("treeitem", { name: /^handler\.py/ }).dblclick();
      await page.locator(".squiggly-warning").first().waitFor();
      await page.locator(".view-line").first().click();
      await page.keyboard.press("ControlOrMeta+Home");
      await page.keyboard.type(`${typed}\n`);
      await openPreview(page);
      await page.getByRole("button", { name: "Apply" }).click();
      await page.getByRole("tab", { name: /^app\.py/ }).waitFor();
      await page.getByText("class FunctionsByText").first().waitFor();
      await page.getByText(/^Migrated to FunctionsByText: /).waitFor();
      const kept = readFileSync(join(folder, ".runpod-to-fal", "handler.py"), "utf8");
      assert.equal(kept.split("\n")[0], typed);
      assert.equal(readFileSync(join(folder, "handler.py"), "utf8").split("\n")[0], typed);
    },
  },
];

function worker(folder: string): Buffer {
  return readFileSync(join(folder, "handler.py"));
}

/** Takes the lightbulb on the call of `start`, by keyboard, and waits for the editor's preview. */
async function openPreview(page: Page): Promise<void> {
  await page.locator(".view-line").first().click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("ArrowUp");
  await page.locator(".squiggly-warning").first().waitFor();
  await openMenu(page);
  await page.getByText(migrate, { exact: true }).first().click();
  await preview(page).waitFor();
}

/** The menu closes again where the editor was still busy with the one before, such as a panel that was closing. */
async function openMenu(page: Page): Promise<void> {
  const menu = page.getByText(migrate, { exact: true }).first();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await page.keyboard.press("ControlOrMeta+.");
    if (
      await menu.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      )
    )
      return;
    await page.keyboard.press("Escape");
  }
  throw new Error("The menu of the lightbulb did not open.");
}

function preview(page: Page): Locator {
  return page.locator(".bulk-edit-panel");
}

/** The page inside the panel: the workbench wraps it in two frames. */
async function panelFrame(page: Page): Promise<Frame> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      if (
        (await frame
          .locator("main section.request")
          .count()
          .catch(() => 0)) > 0
      )
        return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error("The panel did not appear.");
}
