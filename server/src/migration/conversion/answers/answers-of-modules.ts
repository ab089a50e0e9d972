import { takeForm, giveForm } from "../../../python/text-form.js";
import { readWorker } from "../../../runpod/worker.js";
import { localNames } from "../../environment/module-files.js";
import { mayConcernRunpod } from "../../mentions.js";
import type { Remark } from "../../report.js";
import { readWorkspaceModule, withTexts, type Workspace } from "../../workspace.js";
import { codeIndex } from "../code-index.js";
import { uploadsOfWorker, writeUploads } from "./upload-answers.js";
import type { Media } from "./uploads.js";

/** What becomes of files whose functions answer for a worker that stands in another. */
export interface ModuleAnswers {
  /** The workspace with the new texts in it. */
  readonly workspace: Workspace;
  readonly texts: ReadonlyMap<string, string>;
  /** What was done, for the reports of the workers. */
  readonly notes: ReadonlyMap<string, readonly Remark[]>;
}

/** Uploads what functions of other files answer for the workers among some files, in those files. */
export function uploadAnswersOfModules(workspace: Workspace, paths: readonly string[], media?: Media): ModuleAnswers {
  const texts = new Map<string, string>();
  const notes = new Map<string, readonly Remark[]>();
  let written = workspace;
  for (const path of paths) {
    const found = ofWorker(written, path, media);
    if (found.texts.size === 0) continue;
    for (const [other, text] of found.texts) texts.set(other, text);
    notes.set(path, found.notes);
    written = withTexts(workspace, new Map(texts));
  }
  return { workspace: written, texts, notes };
}

interface WorkerAnswers {
  readonly texts: ReadonlyMap<string, string>;
  readonly notes: readonly Remark[];
}

function ofWorker(workspace: Workspace, path: string, media?: Media): WorkerAnswers {
  const texts = new Map<string, string>();
  const notes: Remark[] = [];
  const isLocal = localNames(workspace, path);
  const module = importsOwnFiles(workspace.read(path), isLocal)
    ? readWorkspaceModule(workspace, path, isLocal)
    : undefined;
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined) return { texts, notes };
  for (const [other, found] of uploadsOfWorker(worker, codeIndex(workspace, module), media)) {
    if (other === module) continue;
    const { form } = takeForm(other.source);
    const uploaded = writeUploads(other, found);
    texts.set(other.path, giveForm(takeForm(uploaded.text).text, form));
    notes.push(...uploaded.notes.map((note) => ({ ...note, line: 1, reason: `${note.reason} (\`${other.path}\`)` })));
  }
  return { texts, notes };
}

/** A quick look before anything is parsed: whether a worker's file imports files of the workspace. */
function importsOwnFiles(text: string | undefined, isLocal: (name: string) => boolean): boolean {
  if (text === undefined || !mayConcernRunpod(text) || !text.includes("start")) return false;
  const imported = [...text.matchAll(/^[ \t]*(?:from|import)[ \t]+([\w.]+)/gm)].map(([, name]) => name ?? "");
  return imported.some((name) => name.startsWith(".") || isLocal(name));
}
