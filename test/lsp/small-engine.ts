import type { Engine } from "../../server/src/lsp/engine.js";
import { outlineApps } from "../../server/src/lsp/app-outline.js";
import type { ChangedFile, Migration } from "../../server/src/migration/engine.js";
import type { Finding } from "../../server/src/migration/finding.js";
import { isValidPython } from "../../server/src/python/parser.js";
import type { Workspace } from "../../server/src/migration/workspace.js";

/** A text with one finding of each kind that the server treats differently. */
export const WORKER = `import runpod


def handler(job):
    runpod.serverless.progress_update(job, "loading")
    weights = "/runpod-volume/weights"
    runpod.serverless.progress_update(job, "done")
    return weights


runpod.serverless.start({"handler": handler})
`;

/** What the small engine makes of {@link WORKER}. */
export const APP = `import fal


def handler(job):
    runpod.serverless.progress_update(job, "loading")
    weights = "/runpod-volume/weights"
    runpod.serverless.progress_update(job, "done")
    return weights


class Worker(fal.App):
    pass
`;

const PROGRESS = /runpod\.serverless\.progress_update\(\w+, ("[^"\n]*")\)/g;
const VOLUME = /"\/runpod-volume\/([^"\n]*)"/g;
const START = /runpod\.serverless\.start\([^\n]*\)/g;

/**
 * An engine of a few rules that look at single lines: the language server is tested by what it does with findings,
 * whatever they are. Each of its answers is computed from the text.
 */
export const smallEngine: Engine = {
  check: (text) =>
    [...matches(text, PROGRESS, progress), ...matches(text, VOLUME, volume), ...matches(text, START, start)].sort(
      (a, b) => a.span.start - b.span.start,
    ),
  migrate: (workspace, paths) => joined((paths ?? workspace.paths()).map((path) => migrateOne(workspace, path))),
  rule: (name) => ({
    title: `Title of ${name}`,
    why: `Reason of ${name}.`,
    mappings: [{ runpod: "`old`", fal: "`new`", source: { address: "https://docs.fal.ai/", date: "2026-01-01" } }],
    links: [`https://docs.fal.ai/${name}`],
  }),
  isValid: isValidPython,
  apps: outlineApps,
};

type Found = Omit<Finding, "span">;

function matches(
  text: string,
  pattern: RegExp,
  found: (match: RegExpExecArray, at: Finding["span"]) => Found,
): Finding[] {
  return [...text.matchAll(pattern)].map((match) => {
    const span = { start: match.index, end: match.index + match[0].length };
    return { span, ...found(match, span) };
  });
}

function progress([, message = ""]: RegExpExecArray, span: Finding["span"]): Found {
  const edits = [{ span, text: `print(${message})` }];
  const fix = { kind: "local", title: "Print it", safety: "safe", edits } as const;
  return { rule: "progress-update", severity: "warning", message: "`print` reaches the log.", fix };
}

function volume([, path = ""]: RegExpExecArray, span: Finding["span"]): Found {
  const edits = [{ span, text: `"/data/${path}"` }];
  const fix = { kind: "local", title: "Use /data", safety: "review", edits } as const;
  return { rule: "volume-path", severity: "information", message: "`/data` is fal's volume.", fix };
}

function start(): Found {
  const fix = { kind: "conversion", title: "Migrate to a fal App", safety: "review" } as const;
  return { rule: "serverless-start", severity: "error", message: "fal starts an App.", fix };
}

/** A text that says "by module" keeps its file and gets an App beside it; one with a syntax error is left alone. */
function migrateOne(workspace: Workspace, path: string): Migration {
  const text = workspace.read(path) ?? "";
  if (text.search(START) < 0) return { changed: [], files: [] };
  const rule = "serverless-start" as const;
  if (!isValidPython(text)) {
    const decisions = [{ rule, line: 1, reason: "it does not parse" }];
    return { changed: [], files: [{ path, status: "failed", apps: [], decisions, notes: [] }] };
  }
  const created = path.replace(/[^/]*$/, "app.py");
  const bare = text.replace(/^import runpod$/m, "import fal").replace(START, "");
  const changed: ChangedFile[] = text.includes("by module")
    ? [
        { path, text: bare },
        { path: created, text: "import fal\n" },
      ]
    : [
        {
          path,
          text: text.replace(/^import runpod$/m, "import fal").replace(START, "class Worker(fal.App):\n    pass"),
        },
      ];
  const app = { class: "Worker", name: "worker", file: path, endpoints: [], bridges: [] };
  const notes = [{ rule, line: 1, reason: "a note" }];
  return { changed, files: [{ path, status: "converted", apps: [app], decisions: [], notes }] };
}

function joined(migrations: readonly Migration[]): Migration {
  return {
    changed: migrations.flatMap(({ changed }) => changed),
    files: migrations.flatMap(({ files }) => files),
  };
}
