import { commands, Uri, window, workspace, type Disposable } from "vscode";
import { t } from "../localize.js";
import { COMMANDS } from "../names.js";
import { copyPath } from "./old-copies.js";
import type { PendingMigration } from "./pending-migration.js";
import { reportText, summary } from "./report-text.js";

const SCHEME = "runpod-to-fal-report";

let latest = { uri: Uri.from({ scheme: SCHEME, path: "/" }), text: "" };

/** Serves the last report as a read-only document. */
export function registerReportView(): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: () => latest.text });
}

/** Writes the report of a migration, and says where it can be read from now on. */
export function writeReport(pending: PendingMigration): Uri {
  const text = reportText(pending.report, (path, line) => linkTo(pending, path, line));
  // A new address each time: the editor would show the old text of a document that it still remembers.
  const uri = Uri.from({ scheme: SCHEME, path: `/${t("Migration report")}.md`, query: String(Date.now()) });
  latest = { uri, text };
  return uri;
}

/** Says what a migration did, and offers what is next. */
export async function showOutcome({ report }: PendingMigration): Promise<void> {
  const openReport = t("Show Report");
  const run = t("Run App Locally");
  const hasApp = report.files.some(({ apps }) => apps.length > 0);
  const chosen = await window.showInformationMessage(summary(report), openReport, ...(hasApp ? [run] : []));
  if (chosen === openReport) await commands.executeCommand("markdown.showPreviewToSide", latest.uri);
  if (chosen === run) await commands.executeCommand(COMMANDS.runLocally);
}

/**
 * The preview follows links below a workspace folder, and no `file:` address. Lines are those of the old file, so they
 * lead to its copy; without a folder there is no link.
 */
function linkTo({ root, old }: PendingMigration, path: string, line: number | undefined): string | undefined {
  const folder = workspace.workspaceFolders?.find(({ uri }) => root !== undefined && isSame(uri, root));
  if (folder === undefined) return undefined;
  if (line === undefined) return encodeURI(`/${path}`);
  const uri = Uri.joinPath(folder.uri, path);
  const isKept = old.some((file) => file.uri.toString() === uri.toString());
  return `${encodeURI(isKept ? copyPath(`/${path}`) : `/${path}`)}#L${line}`;
}

function isSame(uri: Uri, other: string): boolean {
  return uri.toString() === Uri.parse(other).toString();
}
