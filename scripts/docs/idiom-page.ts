import { basename, resolve } from "node:path";
import { migrate, type Migration } from "../../server/src/migration/engine.js";
import type { Bridge, FileReport } from "../../server/src/migration/report.js";
import { FolderWorkspace } from "../../test/proof/worker-folder.js";
import { IDIOMS } from "./idiom-list.js";

export const IDIOM_PAGE = "docs/idioms.md";

/** The table of all idioms, each with the rung that its worker's report gives. The parser must be loaded. */
export function idiomPage(): string {
  let number = 0;
  const migrations = new Map<string, Migration>();
  const rungs: string[] = [];
  const sections = IDIOMS.map(({ title, idioms }) => {
    const rows = idioms.map((idiom) => {
      number += 1;
      const migration = migrations.get(idiom.folder) ?? migrateFolder(idiom.folder);
      migrations.set(idiom.folder, migration);
      const rung = rungOf(migration);
      rungs.push(rung.name);
      const worker = `[${basename(idiom.folder)}](../${idiom.folder})`;
      return `| ${String(number)} | ${idiom.title} | ${rung.name} | ${rung.detail} | ${worker} |`;
    });
    return [
      `## ${title}`,
      "",
      "| | idiom | rung | kept or left | worker |",
      "| --- | --- | --- | --- | --- |",
      ...rows,
    ].join("\n");
  });
  const counts = RUNGS.map((rung) => `${String(rungs.filter((name) => name === rung).length)} ${rung}`).join(", ");
  return `${[HEAD, `Of ${String(number)} idioms: ${counts}.`, ...sections].join("\n\n")}\n`;
}

const HEAD = [
  "# Idioms of RunPod workers and how they are converted",
  "",
  "<!-- Written by `npm run docs` by migrating the workers that it names: change those, or scripts/docs/idiom-list.ts. -->",
  "",
  "Each row is a way in which workers are written, and a worker of this project that is written so. The rung is the one that the report of its migration gives: *idiomatic* where the old code became a plain `fal.App`, *bridge in the file* where a part of the old form was kept behind a small adapter, *bridge by module* where the worker stays a module beside the App, *rewritten* for client code without an App, *marked* where a person has to decide.",
].join("\n");

const RUNGS = ["idiomatic", "bridge in the file", "bridge by module", "rewritten", "marked"] as const;

interface Rung {
  readonly name: (typeof RUNGS)[number];
  /** Which bridges there are, or by which rules something is left to decide. */
  readonly detail: string;
}

function migrateFolder(folder: string): Migration {
  return migrate(new FolderWorkspace(resolve(folder), basename(folder)));
}

function rungOf({ files }: Migration): Rung {
  const apps = files.flatMap((file) => file.apps);
  const bridges = new Set(apps.flatMap((app) => app.bridges.map(({ kind }) => kind)));
  const detail = [...bridges].sort().map((kind) => `\`${kind}\``);
  if (apps.length === 0) return withoutApp(files);
  if (bridges.has("module" satisfies Bridge["kind"])) return { name: "bridge by module", detail: detail.join(", ") };
  return { name: bridges.size === 0 ? "idiomatic" : "bridge in the file", detail: detail.join(", ") };
}

function withoutApp(files: readonly FileReport[]): Rung {
  const isChanged = files.some(({ status }) => status === "converted" || status === "partial");
  const left = [
    ...files.flatMap(({ decisions }) => decisions),
    ...(isChanged ? [] : files.flatMap(({ notes }) => notes)),
  ];
  const rules = [...new Set(left.map(({ rule }) => rule))].sort();
  return {
    name: isChanged && left.length === 0 ? "rewritten" : "marked",
    detail: rules.map((rule) => `[${rule}](rules/${rule}.md)`).join(", "),
  };
}
