import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { migrate, type Migration } from "../../server/src/migration/engine.js";
import type { Workspace } from "../../server/src/migration/workspace.js";
import { loadPython } from "../../server/src/python/parser.js";
import { FolderWorkspace } from "../proof/worker-folder.js";

/** Set to write the goldens anew; read the difference before committing it. */
const isBlessing = process.env["BLESS"] !== undefined;

beforeAll(async () => {
  await loadPython({
    runtime: resolve("node_modules/web-tree-sitter/web-tree-sitter.wasm"),
    grammar: resolve("node_modules/tree-sitter-python/tree-sitter-python.wasm"),
  });
});

const workers = ["test/workers", "test/idioms", "examples"].flatMap((home) =>
  readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, folder: join(home, name) })),
);

/** The fields of a model stand in the code; what the report adds to them has a test of its own. */
const withoutFields = (key: string, value: unknown): unknown => (key === "fields" ? undefined : value);

/** The files that a migration writes, and its report. */
function written(migration: Migration): ReadonlyMap<string, string> {
  const files = new Map(migration.changed.map(({ path, text }) => [path, text]));
  files.set("report.json", `${JSON.stringify({ files: migration.files }, withoutFields, 2)}\n`);
  return files;
}

function bless(golden: string, files: ReadonlyMap<string, string>): void {
  rmSync(golden, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(golden, path)), { recursive: true });
    writeFileSync(join(golden, path), text);
  }
}

/** The workspace after a migration. */
class MigratedWorkspace implements Workspace {
  private readonly changed: ReadonlyMap<string, string>;

  constructor(
    private readonly before: Workspace,
    migration: Migration,
  ) {
    this.changed = new Map(migration.changed.map(({ path, text }) => [path, text]));
  }

  get rootName(): string | undefined {
    return this.before.rootName;
  }

  paths(): readonly string[] {
    return [...new Set([...this.before.paths(), ...this.changed.keys()])].sort();
  }

  read(path: string): string | undefined {
    return this.changed.get(path) ?? this.before.read(path);
  }
}

describe("a worker's migration is the one that was read and approved", () => {
  it.each(workers)("$folder", ({ name, folder }) => {
    const migration = migrate(new FolderWorkspace(resolve(folder), name));
    const files = written(migration);
    const golden = join("test/migrations", name);
    if (isBlessing) bless(golden, files);
    for (const [path, text] of files) {
      const file = join(golden, path);
      expect(existsSync(file) ? readFileSync(file, "utf8") : undefined, path).toBe(text);
    }
  });
});

describe("a second migration changes nothing", () => {
  it.each(workers)("$folder", ({ name, folder }) => {
    const before = new FolderWorkspace(resolve(folder), name);
    const again = migrate(new MigratedWorkspace(before, migrate(before)));
    expect(again.changed).toEqual([]);
  });
});
