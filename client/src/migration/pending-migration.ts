import type { MigrationReport } from "../../../server/src/protocol.js";
import type { OldFile } from "./old-copies.js";

/** What is known before a migration is applied and needed after it. */
export interface PendingMigration {
  readonly report: MigrationReport;
  /** The folder that its paths are relative to, as a URI. */
  readonly root: string | undefined;
  readonly old: readonly OldFile[];
  /** Whether it has happened: to the editor, a preview that the user discards counts as applied too. */
  readonly isApplied: () => boolean;
}
