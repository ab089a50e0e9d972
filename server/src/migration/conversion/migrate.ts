import { readModule, type PythonModule, type ReadTexts } from "../../python/module.js";
import { syntaxFault } from "../../python/syntax-fault.js";
import { giveForm, takeForm } from "../../python/text-form.js";
import { readWorker, type Worker } from "../../runpod/worker.js";
import { containerRemark, readContainer } from "../environment/container.js";
import { appNames } from "../environment/app-name.js";
import { findImporters, importerRemarks } from "../environment/importers.js";
import { findLocalModules, localNames, resolveModule, type LocalModules } from "../environment/local-modules.js";
import { inferMachineType, machineOfPool } from "../environment/machine-type.js";
import type { EnvironmentRemark } from "../environment/remark.js";
import { inferRequirements } from "../environment/requirements.js";
import { readSamples } from "../environment/samples.js";
import { inferScaling } from "../environment/scaling.js";
import { searchRoots } from "../environment/search-roots.js";
import type { Safety } from "../finding.js";
import { applyLocalRewrites, type Applied } from "../local/apply.js";
import { findEndpointAddresses } from "../local/endpoint-address.js";
import { mayConcernRunpod } from "../mentions.js";
import type { FileReport, Remark } from "../report.js";
import type { Workspace } from "../workspace.js";
import { announcedFindings, type AnnouncedFindings } from "../changes/announced-findings.js";
import { startOptions } from "../changes/start-options.js";
import { quietChanges } from "../changes/quiet-changes.js";
import { CodeIndex } from "./code-index.js";
import { convertInFile, type ConvertedWorker, type Form } from "./convert.js";
import type { Surroundings } from "./draft.js";
import { lineMap } from "./line-map.js";
import { asMeant } from "./meant-handlers.js";
import { withoutLeftovers } from "./leftovers.js";
import { convertByModule } from "./module-bridge.js";
import { equivalentWorker, type EndpointSettings, type EquivalentWorker } from "./decorated-endpoint.js";
import { dropOrphanImports } from "./orphans.js";
import { readsOwnPath } from "./own-path.js";
import { faultOf } from "./result-check.js";
import { prepare } from "./preparation.js";
import type { ReadText } from "./read-text.js";
import { settleValidator } from "./settle-validator.js";
import { Unsupported } from "./unsupported.js";
import type { ChangedFile } from "../engine.js";

const ALL: ReadonlySet<Safety> = new Set(["safe", "review"]);

export interface MigratedFile {
  readonly changed: readonly ChangedFile[];
  readonly report: FileReport;
}

/** Migrates one Python file; undefined where nothing in it is RunPod's. */
export function migrateFile(workspace: Workspace, path: string): MigratedFile | undefined {
  const source = workspace.read(path);
  if (source === undefined || !mayConcernRunpod(source)) return undefined;
  const module = /runpod_flash|tetra_rp/.test(source)
    ? readModule(path, takeForm(source).text, localNames(workspace, path))
    : undefined;
  const equivalent = module === undefined ? undefined : equivalentWorker(module);
  return equivalent === undefined
    ? migrateText(workspace, path, NO_SETTINGS)
    : migrateEquivalent(workspace, path, source, equivalent);
}

const NO_SETTINGS: EndpointSettings = { requirements: [], options: [], gpuPool: undefined };

/** Migrates a file of a newer style as the worker that does the same; its report speaks of the file as it is. */
function migrateEquivalent(
  workspace: Workspace,
  path: string,
  source: string,
  { text, settings }: EquivalentWorker,
): MigratedFile | undefined {
  const asWorker: Workspace = {
    rootName: workspace.rootName,
    paths: () => workspace.paths(),
    read: (other) => (other === path ? text : workspace.read(other)),
  };
  const migrated = migrateText(asWorker, path, settings);
  if (migrated === undefined || migrated.report.apps.length === 0) return migrateText(workspace, path, NO_SETTINGS);
  const { text: written, form } = takeForm(source);
  const toOriginal = lineMap(written, text);
  const placed = (remarks: readonly Remark[]): readonly Remark[] =>
    remarks.map((remark) => ({ ...remark, line: toOriginal(remark.line) }));
  const { report } = migrated;
  const note: Remark = {
    rule: "flash-endpoint",
    line: 1,
    reason:
      "The decorated function is called by the app's endpoint; its arguments are the fields of the `Input` model, without Flash's layer of `input` around them. What stood under the main guard called it from the author's machine and is left out: call the app with `fal_client`.",
  };
  return {
    changed: migrated.changed.map((file) => (file.path === path ? { path, text: giveForm(file.text, form) } : file)),
    report: { ...report, decisions: placed(report.decisions), notes: inOrder([note, ...placed(report.notes)]) },
  };
}

function migrateText(workspace: Workspace, path: string, settings: EndpointSettings): MigratedFile | undefined {
  const source = workspace.read(path);
  if (source === undefined || !mayConcernRunpod(source)) return undefined;
  const { text: written, form } = takeForm(source);
  const { text, notes } = asMeant(path, written);
  const isLocal = localNames(workspace, path);
  const known: ReadTexts = new Map<string, never>();
  const read: ReadText = (state) => readModule(path, state, isLocal, known);
  const original = read(text);
  if (original === undefined) return failed(path, 1, "the file takes too long to parse");
  const isWorker = readWorker(original) !== undefined;
  const fault = syntaxFault(text, original.root);
  if (fault !== undefined)
    return isWorker || text.includes("runpod.serverless")
      ? failed(path, original.line({ start: fault.offset }), fault.reason)
      : undefined;
  const applied = applyLocalRewrites(path, text, ALL);
  const marked = isWorker ? withoutLeftovers(prepare(applied.text, read), read) : { text: applied.text, decisions: [] };
  const toOriginal = lineMap(text, marked.text);
  const module = read(marked.text);
  const worker = module === undefined ? undefined : readWorker(module);
  if (!isWorker || worker === undefined)
    return localOnly(path, source, giveForm(settleValidator(original, applied.text), form), original, applied);
  const converted = convertWorker(workspace, original, worker, settings);
  const own = remarksOf(original, applied);
  const left = marked.decisions.map((remark) => ({ ...remark, line: lineMap(text, applied.text)(remark.line) }));
  const remarks = { decisions: [...own.decisions, ...left], notes: [...own.notes, ...notes, ...converted.changes] };
  const report = withRemarks(converted.report, remarks, toOriginal);
  return {
    changed: converted.changed.map((file) => ({
      path: file.path,
      text: file.path === path ? giveForm(file.text, form) : file.text,
    })),
    report: withAnnounced(report, announcedFindings(original)),
  };
}

/** Adds what the rules announce where the migration itself has not spoken of the same thing. */
function withAnnounced(report: FileReport, announced: AnnouncedFindings): FileReport {
  const known = new Set([...report.decisions, ...report.notes].map(({ rule, line }) => `${rule} ${String(line)}`));
  const isNew = ({ rule, line }: Remark): boolean => !known.has(`${rule} ${String(line)}`);
  const decisions = inOrder([...report.decisions, ...announced.decisions.filter(isNew)]);
  const notes = inOrder([...report.notes, ...announced.notes.filter(isNew)]);
  const status = report.status === "converted" && decisions.length > 0 ? "partial" : report.status;
  return { ...report, status, decisions, notes };
}

function failed(path: string, line: number, reason: string): MigratedFile {
  return {
    changed: [],
    report: { path, status: "failed", apps: [], decisions: [{ rule: "syntax-error", line, reason }], notes: [] },
  };
}

interface Remarks {
  readonly decisions: readonly Remark[];
  readonly notes: readonly Remark[];
}

function remarksOf(module: PythonModule, applied: Applied): Remarks {
  // An address is left as it is, so that no mark in the code says what is left to do.
  const remarks = [...applied.rewrites, ...findEndpointAddresses(module)].flatMap(({ rule, span, remark }) =>
    remark === undefined ? [] : [{ kind: remark.kind, rule, line: module.line(span), reason: remark.reason }],
  );
  const plain = ({ rule, line, reason }: Remark): Remark => ({ rule, line, reason });
  return {
    decisions: remarks.filter(({ kind }) => kind === "decision").map(plain),
    notes: remarks.filter(({ kind }) => kind === "note").map(plain),
  };
}

function withRemarks(report: FileReport, own: Remarks, toOriginal: (line: number) => number): FileReport {
  const placed = (remarks: readonly Remark[]): readonly Remark[] =>
    remarks.map((remark) => ({ ...remark, line: toOriginal(remark.line) }));
  const decisions = [...own.decisions, ...placed(report.decisions)];
  const notes = [...own.notes, ...placed(report.notes)];
  const apps = report.apps.map((app) => ({
    ...app,
    bridges: app.bridges.map((bridge) => ({ ...bridge, line: toOriginal(bridge.line) })),
  }));
  const status = report.status === "converted" && decisions.length > 0 ? "partial" : report.status;
  return { ...report, apps, status, decisions: inOrder(decisions), notes: inOrder(notes) };
}

function inOrder(remarks: readonly Remark[]): readonly Remark[] {
  const seen = new Set<string>();
  return [...remarks]
    .sort((a, b) => a.line - b.line || a.rule.localeCompare(b.rule))
    .filter((remark) => {
      const key = JSON.stringify(remark);
      return !seen.has(key) && seen.add(key);
    });
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

/** Climbs down the ladder until a form holds the worker and its result passes the check. */
function convertWorker(
  workspace: Workspace,
  original: PythonModule,
  worker: Worker,
  settings: EndpointSettings,
): Converted {
  const { path } = original;
  const local = findLocalModules(workspace, worker.module);
  const roots = searchRoots(workspace, path);
  const index = new CodeIndex(worker.module, workspace, (from, name) =>
    resolveModule(workspace, from, roots, name).at(-1),
  );
  const { surroundings, remarks } = readSurroundings(workspace, worker, local, settings);
  const modules = local.modules.map(({ module }) => module);
  const reasons: string[] = [];
  for (const form of ["method", "adapter"] as const satisfies readonly Form[]) {
    const result = attempt(() => convertInFile(worker, index, surroundings, form), reasons);
    const text =
      result === undefined ? undefined : settleValidator(worker.module, dropOrphanImports(original, result.text));
    const fault = text === undefined ? undefined : faultOf(original, text);
    if (result !== undefined && text !== undefined && fault === undefined) {
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

function reportOf(
  path: string,
  result: Pick<ConvertedWorker, "app" | "decisions" | "notes">,
  remarks: readonly EnvironmentRemark[],
  reasons: readonly string[],
): FileReport {
  const own = remarks.map(({ kind, rule, reason }) => ({ kind, remark: { rule, line: 1, reason } }));
  const why: Remark[] = [...new Set(reasons)].map((reason) => ({
    rule: "module-bridge",
    line: 1,
    reason: `kept as a module beside the App: ${reason}`,
  }));
  const decisions = [...own.filter(({ kind }) => kind === "decision").map(({ remark }) => remark), ...result.decisions];
  const notes = [...own.filter(({ kind }) => kind === "note").map(({ remark }) => remark), ...why, ...result.notes];
  return { path, status: decisions.length > 0 ? "partial" : "converted", apps: [result.app], decisions, notes };
}

function readSurroundings(
  workspace: Workspace,
  worker: Worker,
  local: LocalModules,
  settings: EndpointSettings,
): { readonly surroundings: Surroundings; readonly remarks: readonly EnvironmentRemark[] } {
  const { module } = worker;
  const modules = [module, ...local.modules.map((found) => found.module)];
  const requirements = inferRequirements(workspace, modules, settings.requirements);
  const machine = machineOfPool(settings.gpuPool) ?? inferMachineType(workspace, modules, requirements.items);
  const names = appNames(workspace, module.path, { isTaken: (name) => module.scopes.module.bindings.has(name) });
  const container = containerRemark(readContainer(workspace, module.path));
  const scaling = inferScaling(workspace, module.path);
  const surroundings: Surroundings = {
    ...names,
    machineType: machine.machineType,
    gpuCount: machine.numGpus,
    requirements: requirements.items,
    appFiles: local.appFiles,
    contextFolder: local.contextFolder,
    pathFolders: local.pathFolders,
    opensFiles: readsOwnPath(module) || local.dataFiles.some(({ isAbsolute }) => !isAbsolute),
    options: [...scaling.options, ...settings.options, ...startOptions(worker)],
    samples: readSamples(workspace, module.path).flatMap(({ input }) => (isObject(input) ? [input] : [])),
  };
  const remarks: EnvironmentRemark[] = [
    ...requirements.remarks,
    ...local.remarks,
    ...scaling.remarks,
    { kind: "note", rule: "machine-type", reason: machine.reason },
    ...(container === undefined ? [] : [container]),
    ...importerRemarks(module.path, findImporters(workspace, module.path)),
  ];
  return { surroundings, remarks };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
