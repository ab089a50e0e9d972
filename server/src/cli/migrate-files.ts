import { join } from "node:path";
import { mayChange, migrate, type ChangedFile, type Migration } from "../migration/engine.js";
import type { FileReport } from "../migration/report.js";
import type { DiskFile } from "./disk-workspace.js";
import { reasonOf, type WalkProblem } from "./folder-walk.js";
import { loadGrammar } from "./grammar.js";
import type { FileToOpen, Opened, OpenFile } from "./open-targets.js";
import { encodePython, type PythonEncoding } from "./python-encoding.js";
import type { Target } from "./targets.js";

/** A file that a migration changes or creates, with all that is needed to show or write it. */
export interface FileChange {
  readonly target: Target;
  /** In the target's workspace. */
  readonly path: string;
  readonly absolute: string;
  /** Undefined where the file is created. */
  readonly before: DiskFile | undefined;
  readonly after: string;
  readonly bytes: Uint8Array;
  readonly encoding: PythonEncoding;
  /** The file called `start` before. */
  readonly isWorker: boolean;
}

export interface ShownReport {
  /** How the file is named on the terminal. */
  readonly display: string;
  /** Paths in it are relative to the PATH that the file was given by. */
  readonly report: FileReport;
}

export interface MigratedFiles {
  readonly changes: readonly FileChange[];
  readonly reports: readonly ShownReport[];
  readonly problems: readonly WalkProblem[];
}

/** Migrates files one by one, so that a failure in one is told and the others are still migrated. */
export async function migrateFiles(opened: Opened): Promise<MigratedFiles> {
  const changes = new Map<string, FileChange>();
  const reports = opened.unreadable.map((file) => failure(file, `it cannot be read: ${file.reason}`));
  const problems = opened.problems.map(({ path, reason }) => ({ path, reason: `cannot be read: ${reason}` }));
  for (const file of opened.files) {
    if (!mayChange(file.target.workspace, file.text)) continue;
    await loadGrammar();
    try {
      const { files, changed } = migrate(file.target.workspace, [file.path]);
      for (const change of changesOf(file, files, changed)) add(changes, change);
      reports.push(...files.map((report) => shown(file.target, report)));
    } catch (error) {
      problems.push({ path: file.display, reason: `internal error, please report it: ${reasonOf(error)}` });
      reports.push(failure(file, `internal error: ${reasonOf(error)}`));
    }
  }
  return { changes: [...changes.values()], reports, problems };
}

function changesOf(
  { target }: OpenFile,
  reports: Migration["files"],
  changed: readonly ChangedFile[],
): readonly FileChange[] {
  return changed.flatMap(({ path, text }) => {
    const file = target.workspace.open(path);
    const before = "problem" in file ? undefined : file;
    if (before?.text === text) return [];
    const encoding = before?.encoding ?? { kind: "utf-8" };
    const bytes = encodePython(text, encoding);
    if (bytes === undefined) throw new Error("the result has characters that the file's encoding cannot hold");
    const isWorker = reports.some((report) => report.path === path && report.apps.length > 0);
    return [
      { target, path, absolute: join(target.workspace.root, path), before, after: text, bytes, encoding, isWorker },
    ];
  });
}

function add(changes: Map<string, FileChange>, change: FileChange): void {
  const other = changes.get(change.absolute);
  if (other !== undefined && other.after !== change.after) throw new Error(`two migrations write ${change.path}`);
  changes.set(change.absolute, change);
}

function shown(target: Target, report: FileReport): ShownReport {
  const apps = report.apps.map((app) => ({ ...app, file: target.relative(app.file) }));
  return { display: target.display(report.path), report: { ...report, path: target.relative(report.path), apps } };
}

function failure({ target, path, display }: FileToOpen, reason: string): ShownReport {
  const decision = { rule: "syntax-error", line: 1, reason: `The file was not migrated: ${reason}.` } as const;
  return {
    display,
    report: { path: target.relative(path), status: "failed", apps: [], decisions: [decision], notes: [] },
  };
}
