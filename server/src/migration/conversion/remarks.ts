import type { AnnouncedFindings } from "../changes/announced-findings.js";
import type { EnvironmentRemark } from "../environment/remark.js";
import type { FileReport, Remark } from "../report.js";
import type { ConvertedWorker } from "./convert.js";

export interface Remarks {
  readonly decisions: readonly Remark[];
  readonly notes: readonly Remark[];
}

/** Adds what the local rewrites had to say; lines of the prepared text become lines of the file. */
export function withRemarks(report: FileReport, own: Remarks, toOriginal: (line: number) => number): FileReport {
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

/** Remarks by line and rule, each once. */
export function inOrder(remarks: readonly Remark[]): readonly Remark[] {
  const seen = new Set<string>();
  return [...remarks]
    .sort((a, b) => a.line - b.line || a.rule.localeCompare(b.rule))
    .filter((remark) => {
      const key = JSON.stringify(remark);
      return !seen.has(key) && seen.add(key);
    });
}

/** Adds what the rules announce where the migration itself has not spoken of the same thing. */
export function withAnnounced(report: FileReport, announced: AnnouncedFindings): FileReport {
  const known = new Set([...report.decisions, ...report.notes].map(({ rule, line }) => `${rule} ${String(line)}`));
  const isNew = ({ rule, line }: Remark): boolean => !known.has(`${rule} ${String(line)}`);
  const decisions = inOrder([...report.decisions, ...announced.decisions.filter(isNew)]);
  const notes = inOrder([...report.notes, ...announced.notes.filter(isNew)]);
  const status = report.status === "converted" && decisions.length > 0 ? "partial" : report.status;
  return { ...report, status, decisions, notes };
}

/** The report of a converted worker. */
export function reportOf(
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
