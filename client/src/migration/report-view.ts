import * as vscode from "vscode";
import type { MigrationReport } from "../../../server/src/protocol.js";
import { t } from "../localize.js";
import { reportText, summary } from "./report-text.js";

const SCHEME = "runpod-to-fal-report";

let latest = "";

/** Serves the last report as a read-only document. */
export function registerReportView(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: () => latest });
}

/** Says what a migration did, and offers what is next. */
export async function showOutcome(report: MigrationReport, root: string | undefined): Promise<void> {
  latest = reportText(report, (path, line) => linkTo(root, path, line));
  const openReport = t("Show Report");
  const run = t("Run App Locally");
  const hasApp = report.files.some(({ apps }) => apps.length > 0);
  const chosen = await vscode.window.showInformationMessage(summary(report), openReport, ...(hasApp ? [run] : []));
  if (chosen === openReport) await showReport();
  if (chosen === run) await vscode.commands.executeCommand("runpodToFal.runLocally");
}

/** Opens the last report beside the code. */
export async function showReport(): Promise<void> {
  // A new address each time: the editor would show the old text of a document that it still remembers.
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${t("Migration report")}.md`, query: String(Date.now()) });
  await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
}

function linkTo(root: string | undefined, path: string, line: number | undefined): string {
  const file = root === undefined ? vscode.Uri.file(path) : vscode.Uri.file(`${root}/${path}`);
  return line === undefined ? file.toString() : `${file.toString()}#L${line}`;
}
