import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";

/** One behaviour, seen as a person sees it: the whole window, by mouse and keyboard. */
export interface WorkbenchTest {
  readonly name: string;
  /** Called for the name of the picture that is kept of the end. */
  readonly picture: string;
  readonly run: (page: Page) => Promise<void>;
}

/** An app starts in seconds; a machine that is busy with other tests takes longer. */
const patience = 60_000;

/** The tests, on the example that `runpod-to-fal migrate` has turned into an app. */
export const workbenchTests: readonly WorkbenchTest[] = [
  {
    name: "the panel runs the app, sends what its form holds and shows the answer with its picture",
    picture: "panel.png",
    async run(page) {
      await openApp(page);
      const panel = await panelFrame(page);
      await panel.getByRole("button", { name: "Run and Send" }).click();
      await panel.getByText(/^OK · 200/).waitFor({ timeout: patience });
      assert.equal(await panel.getByRole("button", { name: "Send", exact: true }).isEnabled(), true);
      const picture = panel.locator(".answer img").first();
      await picture.waitFor();
      assert.ok((await picture.evaluate((image) => Number((image as { naturalWidth?: number }).naturalWidth))) > 0);
      assert.match(await panel.locator(".answer pre").innerText(), /"width": \d+/);
    },
  },
  {
    name: "an app that is stopped can be run again from the panel",
    picture: "panel-stopped.png",
    async run(page) {
      const panel = await panelFrame(page);
      await panel.getByRole("button", { name: "Stop" }).click();
      await panel.getByText("not running").waitFor({ timeout: patience });
      await panel.getByRole("button", { name: "Run App Locally" }).click();
      await panel.getByText("running on this machine").waitFor({ timeout: patience });
    },
  },
];

async function openApp(page: Page): Promise<void> {
  await page.getByRole("treeitem", { name: /^handler\.py/ }).dblclick();
  await page.getByRole("tab", { name: "fal", exact: true }).click();
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
