import { readModule, type PythonModule, type ReadTexts } from "../../python/module.js";
import { lineNumber } from "../../python/lines.js";
import { syntaxFault } from "../../python/syntax-fault.js";
import { giveForm, takeForm } from "../../python/text-form.js";
import { readWorker, type Worker } from "../../runpod/worker.js";
import { findLocalModules } from "../environment/local-modules.js";
import { localNames, resolveModule } from "../environment/module-files.js";
import { searchRoots } from "../environment/search-roots.js";
import type { Safety } from "../finding.js";
import { applyLocalRewrites, type Applied } from "../local/apply.js";
import { findEndpointAddresses } from "../local/endpoint-address.js";
import { mayConcernRunpod } from "../mentions.js";
import type { FileReport, Remark } from "../report.js";
import { withTexts, readWorkspaceModule, type Workspace } from "../workspace.js";
import { announcedFindings } from "../changes/announced-findings.js";
import { quietChanges } from "../changes/quiet-changes.js";
import { codeIndex } from "./code-index.js";
import { convertInFile } from "./convert.js";
import type { Form } from "./handlers/planned-handlers.js";
import { importedValues, mayShareSdkValues } from "./imports/imported-values.js";
import { giveStartArguments } from "./module/command-line.js";
import { lineMap } from "./module/line-map.js";
import { asMeant } from "./handlers/meant-handlers.js";
import { withoutLeftovers } from "./module/leftovers.js";
import { convertByModule } from "./module/module-bridge.js";
import { startArguments } from "../environment/start-arguments.js";
import { isLoadBalancer } from "../environment/load-balancer.js";
import { equivalentOfServer } from "./newer-styles/asgi-server.js";
import { equivalentWorker, type EquivalentWorker } from "./newer-styles/equivalent-worker.js";
import { NO_SETTINGS, type EndpointSettings } from "./newer-styles/settings.js";
import { findImporters } from "../environment/importers.js";
import { dropOrphanConstants } from "./imports/orphan-constants.js";
import { nameWildcards, type OpenModule } from "./imports/wildcard-imports.js";
import { dropOrphanImports } from "./imports/orphans.js";
import { inOrder, reportOf, withAnnounced, withRemarks, type Remarks } from "./remarks.js";
import { faultOf } from "./module/result-check.js";
import { prepare } from "./preparation/preparation.js";
import type { ReadText } from "./preparation/read-text.js";
import { settleValidator } from "./input/settle-validator.js";
import { readSurroundings } from "./surroundings.js";
import { unneededModules } from "./imports/unneeded-modules.js";
import { Unsupported } from "./unsupported.js";
import { uploadAnswers } from "./answers/upload-answers.js";
import type { ChangedFile } from "../engine.js";

const ALL: ReadonlySet<Safety> = new Set(["safe", "review"]);

/** What the person who migrates may choose; left out, streams become events and base64 stays. */
export type Choices = Partial<Pick<EndpointSettings, "streaming" | "media">>;

export interface MigratedFile {
  readonly changed: readonly ChangedFile[];
  readonly report: FileReport;
}

/** Migrates one Python file; undefined where nothing in it is RunPod's. */
export function migrateFile(workspace: Workspace, path: string, choices: Choices = {}): MigratedFile | undefined {
  const settings = { ...NO_SETTINGS, ...choices };
  const source = workspace.read(path);
  if (source === undefined) return undefined;
  if (!mayConcernRunpod(source))
    return mayShareSdkValues(workspace, source) ? ofOtherFiles(workspace, path) : undefined;
  const module =
    /runpod_flash|tetra_rp|runpod\.App\b|import\s.*\bApp\b/.test(source) || isLoadBalancer(workspace, path, source)
      ? readModule(path, takeForm(source).text, localNames(workspace, path))
      : undefined;
  const equivalent = module === undefined ? undefined : (equivalentWorker(module) ?? equivalentOfServer(module));
  return equivalent === undefined
    ? migrateText(workspace, path, settings)
    : migrateEquivalent(workspace, path, source, { ...equivalent, settings: { ...equivalent.settings, ...choices } });
}

/** A file that says nothing of RunPod, but may use the logger that another file made. */
function ofOtherFiles(workspace: Workspace, path: string): MigratedFile | undefined {
  const migrated = migrateText(workspace, path, NO_SETTINGS);
  return migrated?.changed.length === 0 ? undefined : migrated;
}

/** Migrates a file of a newer style as the worker that does the same; its report speaks of the file as it is. */
function migrateEquivalent(
  workspace: Workspace,
  path: string,
  source: string,
  { text, settings }: EquivalentWorker,
): MigratedFile | undefined {
  const migrated = migrateText(withTexts(workspace, new Map([[path, text]])), path, settings);
  if (migrated === undefined || migrated.report.apps.length === 0) return migrateText(workspace, path, NO_SETTINGS);
  const { text: written, form } = takeForm(source);
  const toOriginal = lineMap(written, text);
  const placed = (remarks: readonly Remark[]): readonly Remark[] =>
    remarks.map((remark) => ({ ...remark, line: toOriginal(remark.line) }));
  const { report } = migrated;
  const own = (kind: "note" | "decision"): readonly Remark[] =>
    settings.remarks
      .filter((remark) => remark.kind === kind)
      .map(({ rule, at, reason }) => ({ rule, line: at === undefined ? 1 : lineNumber(written, at.start), reason }));
  return {
    changed: migrated.changed.map((file) => (file.path === path ? { path, text: giveForm(file.text, form) } : file)),
    report: withRemarks(
      { ...report, decisions: placed(report.decisions), notes: placed(report.notes) },
      { decisions: own("decision"), notes: own("note") },
      (line) => line,
    ),
  };
}

/** A worker's text with the names that its imports bring and the arguments that it is started with. */
function asStarted(
  workspace: Workspace,
  path: string,
  text: string,
  read: ReadText,
  isLocal: (name: string) => boolean,
): string {
  const named = nameWildcards(text, read, openModule(workspace, path, isLocal));
  return giveStartArguments(named, read, startArguments(workspace, path));
}

function migrateText(workspace: Workspace, path: string, settings: EndpointSettings): MigratedFile | undefined {
  const source = workspace.read(path);
  if (source === undefined) return undefined;
  const { text: written, form } = takeForm(source);
  const { text, notes } = asMeant(path, written);
  const isLocal = localNames(workspace, path);
  const known: ReadTexts = new Map<string, never>();
  const read: ReadText = (state) => readModule(path, state, isLocal, known);
  const original = read(text);
  if (original === undefined) return failed(path, 1, "the file is too long, or takes too long to parse");
  const isWorker = readWorker(original) !== undefined;
  const fault = syntaxFault(text, original.root);
  if (fault !== undefined)
    return isWorker || text.includes("runpod.serverless")
      ? failed(path, original.line({ start: fault.offset }), fault.reason)
      : undefined;
  const applied = applyLocalRewrites(path, text, ALL, importedValues(workspace, path));
  const uploaded = isWorker
    ? uploadAnswers(applied.text, read, settings.media, (module) => codeIndex(workspace, module))
    : { text: applied.text, notes: [] };
  const marked = isWorker
    ? withoutLeftovers(prepare(asStarted(workspace, path, uploaded.text, read, isLocal), read), read)
    : { text: applied.text, decisions: [] };
  const toOriginal = lineMap(text, marked.text);
  const module = read(marked.text);
  const worker = module === undefined ? undefined : readWorker(module);
  if (!isWorker || worker === undefined)
    return localOnly(path, source, giveForm(settleValidator(original, applied.text), form), original, applied);
  const converted = convertWorker(workspace, original, worker, settings);
  const own = remarksOf(original, applied);
  const toWritten = lineMap(text, applied.text);
  const placed = (remark: Remark): Remark => ({ ...remark, line: toWritten(remark.line) });
  const remarks = {
    decisions: [...own.decisions, ...marked.decisions.map(placed)],
    notes: [...own.notes, ...notes, ...uploaded.notes.map(placed), ...converted.changes],
  };
  const report = withRemarks(converted.report, remarks, toOriginal);
  return {
    changed: converted.changed.map((file) => ({
      path: file.path,
      text: file.path === path ? giveForm(file.text, form) : file.text,
    })),
    report: withAnnounced(report, announcedFindings(original, settings.media)),
  };
}

/** Opens the files of the workspace that a worker's own code imports. */
function openModule(workspace: Workspace, path: string, isLocal: (name: string) => boolean): OpenModule {
  const roots = searchRoots(workspace, path);
  return (from, name) => {
    const file = resolveModule(workspace, from.path, roots, name).at(-1);
    return file === undefined ? undefined : readWorkspaceModule(workspace, file, isLocal);
  };
}

function failed(path: string, line: number, reason: string): MigratedFile {
  return {
    changed: [],
    report: { path, status: "failed", apps: [], decisions: [{ rule: "syntax-error", line, reason }], notes: [] },
  };
}

function remarksOf(module: PythonModule, applied: Applied): Remarks {
  // An address is left as it is, so that no mark in the code says what is left to do.
  const left = findEndpointAddresses(module).filter(({ safety }) => safety === "manual");
  const remarks = [...applied.rewrites, ...left].flatMap(({ rule, span, remark }) =>
    remark === undefined ? [] : [{ kind: remark.kind, rule, line: module.line(span), reason: remark.reason }],
  );
  const plain = ({ rule, line, reason }: Remark): Remark => ({ rule, line, reason });
  return {
    decisions: remarks.filter(({ kind }) => kind === "decision").map(plain),
    notes: remarks.filter(({ kind }) => kind === "note").map(plain),
  };
}

/** A file without a worker: client code, or a module that a worker imports. */
function localOnly(path: string, source: string, text: string, module: PythonModule, applied: Applied): MigratedFile {
  const { decisions, notes } = remarksOf(module, applied);
  const isChanged = text !== source;
  const status = !isChanged ? "unchanged" : decisions.length > 0 ? "partial" : "converted";
  const report: FileReport = { path, status, apps: [], decisions: inOrder(decisions), notes: inOrder(notes) };
  return {
    changed: isChanged ? [{ path, text }] : [],
    report: withAnnounced(report, announcedFindings(module)),
  };
}

interface Converted {
  readonly changed: readonly ChangedFile[];
  readonly report: FileReport;
  /** What behaves otherwise without a trace in the code; lines are those of the old file. */
  readonly changes: readonly Remark[];
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Climbs down the ladder until a form holds the worker and its result passes the check. What the result does not need
 * of the worker's own files is known only then, and stays at home.
 */
function convertWorker(
  workspace: Workspace,
  original: PythonModule,
  worker: Worker,
  settings: EndpointSettings,
  unneeded?: ReadonlySet<string>,
): Converted {
  const { path } = original;
  const local = findLocalModules(workspace, worker.module, unneeded);
  const index = codeIndex(workspace, worker.module);
  const { surroundings, remarks } = readSurroundings(workspace, worker, local, settings, original);
  const modules = local.modules.map(({ module }) => module);
  const isImported = findImporters(workspace, path).length > 0;
  const withoutConstants = (text: string): string => (isImported ? text : dropOrphanConstants(original, text));
  const reasons: string[] = [];
  for (const form of ["method", "adapter"] as const satisfies readonly Form[]) {
    const result = attempt(() => convertInFile(worker, index, surroundings, form), reasons);
    const text =
      result === undefined
        ? undefined
        : settleValidator(worker.module, dropOrphanImports(original, withoutConstants(result.text)));
    const fault = text === undefined ? undefined : faultOf(original, text);
    if (result !== undefined && text !== undefined && fault === undefined) {
      const left = unneeded === undefined ? unneededModules(local.modules, text) : NONE;
      if (left.size > 0) return convertWorker(workspace, original, worker, settings, left);
      return {
        changed: [{ path, text }],
        report: reportOf(path, result, remarks, []),
        changes: quietChanges(original, modules, text),
      };
    }
    if (fault !== undefined) reasons.push(fault);
  }
  const bridged = attempt(() => convertByModule(workspace, worker, index, surroundings), reasons);
  const fault = bridged?.files.map((file) => faultOf(original, file.text)).find((found) => found !== undefined);
  if (fault !== undefined) reasons.push(fault);
  if (bridged === undefined || fault !== undefined) {
    const decisions: Remark[] = [
      { rule: "serverless-start", line: 1, reason: `no App could be written: ${reasons.join("; ")}` },
    ];
    return { changed: [], report: { path, status: "failed", apps: [], decisions, notes: [] }, changes: [] };
  }
  const text = bridged.files.map((file) => file.text).join("\n");
  return {
    changed: bridged.files,
    report: reportOf(path, bridged, remarks, reasons),
    changes: quietChanges(original, modules, text),
  };
}

function attempt<Result>(convert: () => Result, reasons: string[]): Result | undefined {
  try {
    return convert();
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    reasons.push(error.reason);
    return undefined;
  }
}
