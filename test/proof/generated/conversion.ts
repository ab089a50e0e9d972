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
  /** The App's file. */
  readonly text: string;
}

const file = "handler.py";

/** Converts a worker that is a single file, in memory. */
export function convert(source: string): Conversion {
  const workspace = {
    rootName: "generated",
    paths: () => [file],
    read: (path: string) => (path === file ? source : undefined),
  };
  const { changed, files } = migrate(workspace);
  const [report] = files;
  const app = report?.apps[0];
  const texts = Object.fromEntries(changed.map(({ path, text }) => [path, text]));
  const bridges = app?.bridges ?? [];
  return {
    rung: report === undefined || app === undefined ? "failed" : rungOf(source, bridges),
    bridges: [...new Set(bridges.map(({ kind }) => kind))].sort(),
    report,
    old: { files: { [file]: source }, file },
    fresh: { files: texts, file: app?.file ?? file },
    text: texts[app?.file ?? file] ?? "",
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
