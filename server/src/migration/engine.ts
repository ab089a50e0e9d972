import { uploadAnswersOfModules } from "./conversion/answers/answers-of-modules.js";
import { mayShareSdkValues } from "./conversion/imports/imported-values.js";
import { migrateFile, type Choices } from "./conversion/migrate.js";
import { mayConcernRunpod } from "./mentions.js";
import { inOrder } from "./conversion/remarks.js";
import type { FileReport, Remark } from "./report.js";
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
  const chosen = [...(paths ?? workspace.paths().filter((path) => path.endsWith(".py")))].sort();
  const uploaded = uploadAnswersOfModules(workspace, chosen, choices?.media);
  const migrated = chosen.flatMap((path) => migrateFile(uploaded.workspace, path, choices) ?? []);
  const changed = migrated.flatMap((file) => file.changed);
  const others = [...uploaded.texts].filter(([path]) => !changed.some((file) => file.path === path));
  return {
    changed: [...changed, ...others.map(([path, text]) => ({ path, text }))],
    files: migrated.map(({ report }) => withNotes(report, uploaded.notes.get(report.path) ?? [])),
  };
}

function withNotes(report: FileReport, notes: readonly Remark[]): FileReport {
  return notes.length === 0 ? report : { ...report, notes: inOrder([...report.notes, ...notes]) };
}
