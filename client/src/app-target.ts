import { commands, window, type TextDocument } from "vscode";
import type { AppOutline } from "../../server/src/protocol.js";
import type { Language } from "./language-client.js";
import { t } from "./localize.js";
import { COMMANDS } from "./names.js";
import { pythonDocument } from "./python-document.js";

/** The app that a command works on, and the file it stands in. */
export interface AppTarget {
  readonly document: TextDocument;
  readonly app: AppOutline;
}

/** The app of the open file; asks where there are several, and saves the file: fal reads it from the disk. */
export async function chooseApp(language: Language, name?: string): Promise<AppTarget | undefined> {
  const document = pythonDocument();
  if (document === undefined) return undefined;
  const apps = await language.apps(document);
  if (apps.length === 0) return offerMigration();
  const app = apps.find((each) => each.class === name) ?? (apps.length === 1 ? apps[0] : await pick(apps));
  if (app === undefined || !(await saved(document))) return undefined;
  return { document, app };
}

async function pick(apps: readonly AppOutline[]): Promise<AppOutline | undefined> {
  const items = apps.map((app) => ({ label: app.class, description: app.name, app }));
  return (await window.showQuickPick(items, { title: t("Which app?") }))?.app;
}

async function offerMigration(): Promise<undefined> {
  const migrate = t("Migrate to a fal App");
  const chosen = await window.showInformationMessage(t("There is no fal App in this file yet."), migrate);
  if (chosen === migrate) await commands.executeCommand(COMMANDS.migrate);
  return undefined;
}

async function saved(document: TextDocument): Promise<boolean> {
  if (document.uri.scheme !== "file") {
    void window.showInformationMessage(t("Save the file to a folder on this machine first: fal reads it from there."));
    return false;
  }
  return !document.isDirty || document.save();
}
