import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { FileReport } from "../migration/report.js";
import { migrateFiles, type FileChange, type MigratedFiles } from "./migrate-files.js";
import { openTargets } from "./open-targets.js";
import { oldCopies } from "./old-workers.js";
import { printable, type Output } from "./output.js";
import { reportText } from "./report-text.js";
import { unifiedDiff } from "./unified-diff.js";
import { UsageError } from "./usage-error.js";
import { writeAll, WriteError, type FileWrite } from "./write-files.js";

export interface MigrateOptions {
  readonly paths: readonly string[];
  readonly inputName: string | undefined;
  readonly mode: "diff" | "write" | { readonly output: string };
  /** A file that ends in `.md` or `.json`. */
  readonly report: string | undefined;
}

/** Migrates. Exit code 0: nothing is left to decide; 1: something is; 2: something could not be read or written. */
export async function runMigrate(options: MigrateOptions, output: Output): Promise<number> {
  const migrated = await migrateFiles(await openTargets(options.paths, options.inputName));
  for (const { path, reason } of migrated.problems) output.say(printable(`${path}: ${reason}`));
  try {
    writeAll([
      ...writesOf(migrated.changes, options.mode),
      ...reportWrites(
        options.report,
        migrated.reports.map(({ report }) => report),
      ),
    ]);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    output.say(printable(`Nothing was changed. ${error.message}`));
    return 2;
  }
  if (options.mode === "diff") printDiff(migrated.changes, output);
  tell(migrated, options.mode, output);
  if (migrated.problems.length > 0) return 2;
  return isFinished(migrated) ? 0 : 1;
}

function isFinished({ changes, reports }: MigratedFiles): boolean {
  return (
    reports.every(({ report }) => report.decisions.length === 0) &&
    !changes.some(({ after }) => after.includes("TODO(fal)"))
  );
}

/** All that is written, so that a report which cannot be written keeps the files from being changed. */
function writesOf(changes: readonly FileChange[], mode: MigrateOptions["mode"]): readonly FileWrite[] {
  if (mode === "diff") return [];
  return mode === "write" ? [...copiesOf(changes), ...changes.map(inPlace)] : intoFolder(changes, mode.output);
}

function printDiff(changes: readonly FileChange[], output: Output): void {
  for (const { absolute, target, path, before, after, encoding } of changes) {
    output.result(
      unifiedDiff({ path: diffPath(absolute, target.relative(path)), before: before?.text, after, encoding }),
    );
  }
}

/** A path as `git apply` needs it where the command was started; outside of that folder, relative to PATH. */
function diffPath(absolute: string, otherwise: string): string {
  const path = relative(process.cwd(), absolute);
  return path.startsWith("..") || resolve(path) !== absolute ? otherwise : path.split(sep).join("/");
}

function inPlace({ absolute, bytes, before }: FileChange): FileWrite {
  return { path: absolute, bytes, expected: before?.bytes };
}

function copiesOf(changes: readonly FileChange[]): readonly FileWrite[] {
  const overwritten = changes.flatMap(({ absolute, before, isWorker }) =>
    before === undefined ? [] : [{ path: absolute, bytes: before.bytes, isWorker }],
  );
  return oldCopies(overwritten);
}

function intoFolder(changes: readonly FileChange[], folder: string): readonly FileWrite[] {
  const writes = new Map<string, FileWrite>();
  for (const { target, path, bytes } of changes) {
    const destination = join(resolve(folder), target.relative(path));
    if (writes.has(destination)) {
      throw new WriteError(`${destination}: two of the given paths would be written there; migrate them one by one`);
    }
    writes.set(destination, { path: destination, bytes, expected: "anything" });
  }
  return [...writes.values()];
}

function reportWrites(path: string | undefined, files: readonly FileReport[]): readonly FileWrite[] {
  if (path === undefined) return [];
  const text = path.endsWith(".json") ? `${JSON.stringify({ files }, undefined, 2)}\n` : reportText({ files });
  return [{ path: resolve(path), bytes: Buffer.from(text), expected: "anything" }];
}

/** On stderr, what a person wants to know after the result: how much changed and what is left. */
function tell({ changes, reports }: MigratedFiles, mode: MigrateOptions["mode"], output: Output): void {
  if (reports.length === 0) {
    output.say("Nothing of RunPod found.");
    return;
  }
  for (const { display, report } of reports) {
    for (const { line, rule, reason } of report.decisions) {
      output.say(printable(`${display}:${String(line)}: to decide: ${reason} [${rule}]`));
    }
  }
  const apps = reports.flatMap(({ report }) => report.apps).length;
  const decisions = reports.flatMap(({ report }) => report.decisions).length;
  const notes = reports.flatMap(({ report }) => report.notes).length;
  output.say(
    `${mode === "diff" ? "Would change" : "Changed"} ${counted(changes.length, "file")}: ${counted(apps, "app")}, ` +
      `${counted(decisions, "decision")} left, ${counted(notes, "note")}.`,
  );
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Refuses combinations that cannot mean anything, before any work is done. */
export function assertMode(mode: MigrateOptions["mode"], paths: readonly string[]): void {
  if (mode === "write" && paths.includes("-")) {
    throw new UsageError("standard input cannot be changed in place; use --output DIR or the diff", "migrate");
  }
  if (typeof mode === "object" && isFile(mode.output)) {
    throw new UsageError(`--output needs a folder, and ${mode.output} is a file`, "migrate");
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
