import { window, type TextDocument } from "vscode";
import { t } from "./localize.js";

/** The Python file a command is meant for: the active one, else the only one that is visible. */
export function currentPythonDocument(): TextDocument | undefined {
  const [active, ...others] = [window.activeTextEditor, ...window.visibleTextEditors]
    .filter((editor) => editor !== undefined)
    .map(({ document }) => document)
    .filter(({ languageId }) => languageId === "python");
  if (active === window.activeTextEditor?.document) return active;
  return others.every((other) => other === active) ? active : undefined;
}

/** The same, and a word where there is none. */
export function pythonDocument(): TextDocument | undefined {
  const document = currentPythonDocument();
  if (document === undefined) void window.showInformationMessage(t("Open the Python file first."));
  return document;
}
