import { commands, window, workspace } from "vscode";
import type { MigrationReport } from "../../../server/src/protocol.js";
import { keepOldCopies } from "../keep-old-copies.js";
import type { Language } from "../language-client.js";
import { COMMANDS } from "../names.js";
import { pythonDocument } from "../python-document.js";

const RUN = "Run App Locally";

/** Migrates the open file: VS Code shows its own preview, and the change is one undo. */
export async function migrateDocument(language: Language): Promise<void> {
  const document = pythonDocument();
  if (document === undefined) return;
  const { preview, edit } = await language.migrate(document);
  if (edit === undefined) {
    void window.showInformationMessage(reasonFor(preview.report));
    return;
  }
  const keep = await keepOldCopies(preview.changed);
  if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) return;
  await keep();
  if ((await window.showInformationMessage(outcomeOf(preview.report), RUN)) === RUN)
    await commands.executeCommand(COMMANDS.runLocally);
}

/** Why nothing was changed: the first thing a person must decide, where that is the reason. */
function reasonFor({ files }: MigrationReport): string {
  const [decision] = files.flatMap(({ decisions }) => decisions);
  if (decision === undefined) return "Nothing of RunPod is left in this file.";
  return `Not migrated. Line ${String(decision.line)}: ${decision.reason}`;
}

function outcomeOf({ files }: MigrationReport): string {
  const apps = files.flatMap(({ apps }) => apps.map(({ class: name }) => name));
  const open = files.reduce((sum, { decisions }) => sum + decisions.length, 0);
  const what = apps.length === 0 ? "Migrated to fal." : `Migrated to the fal App ${apps.join(", ")}.`;
  if (open === 0) return what;
  return `${what} ${String(open)} ${open === 1 ? "place needs" : "places need"} your decision: see the comments marked TODO(fal).`;
}
