import { keepOldFiles } from "./old-copies.js";
import type { PendingMigration } from "./pending-migration.js";
import { showOutcome } from "./report-view.js";

/** After a migration was applied: keeps the old files and says what was done. Nothing where it was discarded. */
export async function finishMigration(pending: PendingMigration): Promise<void> {
  if (!pending.isApplied()) return;
  await keepOldFiles(pending.old);
  // Not waited for: the editor shows its progress bar until a lightbulb's action has ended.
  void showOutcome(pending);
}
