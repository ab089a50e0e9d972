import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { migrate } from "../../server/src/migration/engine.js";
import type { Workspace } from "../../server/src/migration/workspace.js";
import type { Json } from "../../server/src/proof/json.js";
import type { Program } from "../../server/src/proof/prove.js";
import { inputsIn } from "../../server/src/proof/requests.js";

/** Test data beside a worker, which its author would not have. */
const notTheWorkers = /^(inputs\.json$|expected\/)/;

export interface MigratedWorker {
  readonly old: Program;
  readonly fresh: Program;
  readonly inputs: readonly Json[];
}

/** A folder as its author keeps it, by path. */
export class FolderWorkspace implements Workspace {
  private readonly listed: readonly string[];

  constructor(
    private readonly folder: string,
    readonly rootName: string,
  ) {
    this.listed = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((path) => !notTheWorkers.test(path))
      .sort();
  }

  paths(): readonly string[] {
    return this.listed;
  }

  read(path: string): string | undefined {
    return this.listed.includes(path) ? readFileSync(join(this.folder, path), "utf8") : undefined;
  }
}

/** Migrates a worker's folder in memory; a folder may hold several workers. */
export function migratedWorkers(place: string, name: string): readonly MigratedWorker[] {
  const folder = resolve(place);
  const { changed, files } = migrate(new FolderWorkspace(folder, name));
  const texts = Object.fromEntries(changed.map(({ path, text }) => [path, text]));
  const inputs = inputsOf(folder);
  return files.flatMap((report) =>
    report.apps.map((app) => ({
      old: { folder, file: report.path },
      fresh: { folder, file: app.file, files: texts },
      inputs,
    })),
  );
}

function inputsOf(folder: string): readonly Json[] {
  const named = ["inputs.json", "test_input.json"].map((name) => join(folder, name)).find((path) => existsSync(path));
  return named === undefined ? [{}] : inputsIn(JSON.parse(readFileSync(named, "utf8")) as Json);
}
