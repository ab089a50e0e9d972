import { Uri, window } from "vscode";
import { keepOldFiles } from "./old-copies.js";
import type { PendingMigration } from "./pending-migration.js";
import { showOutcome } from "./report-view.js";

/** After a migration was applied: keeps the old files and says what was done. Nothing where it was discarded. */
export async function finishMigration(pending: PendingMigration): Promise<void> {
  if (!pending.isApplied()) return;
  await keepOldFiles(pending.old);
  await showAppBesideWorker(pending);
  // Not waited for: the editor shows its progress bar until a lightbulb's action has ended.
  void showOutcome(pending);
}

/** Opens the only App of a migration where it got a file of its own: the worker that is open does not show it. */
async function showAppBesideWorker({ report, root }: PendingMigration): Promise<void> {
  const [app, ...others] = report.files.flatMap(({ path, apps }) => apps.map(({ file }) => ({ path, file })));
  if (app === undefined || others.length > 0 || app.file === app.path || root === undefined) return;
  await window.showTextDocument(Uri.joinPath(Uri.parse(root), app.file), { preview: false });
}
