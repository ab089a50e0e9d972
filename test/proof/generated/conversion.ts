import { migrate } from "../../../server/src/migration/engine.js";
import type { FileReport } from "../../../server/src/migration/report.js";
import type { Program } from "../../../server/src/proof/prove.js";

/** How a worker was converted: its handlers are methods, with or without bridges, or are kept in some way. */
export type Rung = "method" | "method with bridges" | "adapter" | "module" | "failed";

export interface Conversion {
  readonly rung: Rung;
  readonly bridges: readonly string[];
  readonly report: FileReport | undefined;
  readonly old: Program;
  readonly fresh: Program;
  /** The files that the conversion changed or made. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Converts a worker in memory. */
export function convert(sources: Readonly<Record<string, string>>, file: string): Conversion {
  const workspace = {
    rootName: "generated",
    paths: () => Object.keys(sources),
    read: (path: string) => sources[path],
  };
  const { changed, files } = migrate(workspace);
  const report = files.find(({ path }) => path === file);
  const app = report?.apps[0];
  const texts = Object.fromEntries(changed.map(({ path, text }) => [path, text]));
  const bridges = app?.bridges ?? [];
  return {
    rung: report === undefined || app === undefined ? "failed" : rungOf(sources[file] ?? "", bridges),
    bridges: [...new Set(bridges.map(({ kind }) => kind))].sort(),
    report,
    old: { files: sources, file },
    fresh: { files: { ...sources, ...texts }, file: app?.file ?? file },
    texts,
  };
}

/** The bridge of a handler that is kept stands at the call of `start`. */
function rungOf(source: string, bridges: readonly { readonly kind: string; readonly line: number }[]): Rung {
  if (bridges.length === 0) return "method";
  if (bridges.some(({ kind }) => kind === "module")) return "module";
  const lines = source.split("\n");
  const isKept = bridges.some(({ kind, line }) => kind === "job" && /\bstart\($|start\(\S/.test(lines[line - 1] ?? ""));
  return isKept ? "adapter" : "method with bridges";
}
