import { mayShareSdkValues } from "./conversion/imported-values.js";
import { migrateFile, type Choices } from "./conversion/migrate.js";
import { mayConcernRunpod } from "./mentions.js";
import type { FileReport } from "./report.js";
import type { Workspace } from "./workspace.js";

/** A file that the migration changes or creates. */
export interface ChangedFile {
  readonly path: string;
  readonly text: string;
}

export interface Migration {
  readonly changed: readonly ChangedFile[];
  /** One entry per file that was looked at and mentions RunPod. */
  readonly files: readonly FileReport[];
}

/** Whether a file of a workspace may change at all; told without parsing it. */
export function mayChange(workspace: Workspace, text: string): boolean {
  return mayConcernRunpod(text) || mayShareSdkValues(workspace, text);
}

export { check } from "./check/check.js";

/** Migrates the given files of a workspace (all its Python files when `paths` is absent); streams become events unless told otherwise. Pure: nothing is read or written but through `workspace`. */
export function migrate(workspace: Workspace, paths?: readonly string[], choices?: Choices): Migration {
  const chosen = paths ?? workspace.paths().filter((path) => path.endsWith(".py"));
  const migrated = [...chosen].sort().flatMap((path) => migrateFile(workspace, path, choices) ?? []);
  return { changed: migrated.flatMap(({ changed }) => changed), files: migrated.map(({ report }) => report) };
}
