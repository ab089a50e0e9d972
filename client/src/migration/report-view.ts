import * as vscode from "vscode";
import { t } from "../localize.js";
import { copyPath, type PendingMigration } from "./old-copies.js";
import { reportText, summary } from "./report-text.js";

const SCHEME = "runpod-to-fal-report";

let latest = "";

/** Serves the last report as a read-only document. */
export function registerReportView(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: () => latest });
}

/** Says what a migration did, and offers what is next. */
export async function showOutcome(done: PendingMigration): Promise<void> {
  const { report } = done;
  latest = reportText(report, (path, line) => linkTo(done, path, line));
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

/**
 * The preview follows links below a workspace folder, and no `file:` address. Lines are those of the old file, so they
 * lead to its copy; without a folder there is no link.
 */
function linkTo({ root, old }: PendingMigration, path: string, line: number | undefined): string | undefined {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => root !== undefined && isSame(uri, root));
  if (folder === undefined) return undefined;
  if (line === undefined) return encodeURI(`/${path}`);
  const uri = vscode.Uri.joinPath(folder.uri, path);
  const isKept = old.some((file) => file.uri.toString() === uri.toString());
  return `${encodeURI(isKept ? copyPath(`/${path}`) : `/${path}`)}#L${line}`;
}

function isSame(uri: vscode.Uri, other: string): boolean {
  return uri.toString() === vscode.Uri.parse(other).toString();
}
