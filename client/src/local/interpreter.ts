import { dirname } from "node:path";
import { extensions, workspace, type Uri } from "vscode";
import { setting } from "../settings.js";
import type { InterpreterSources } from "./fal-command.js";

/** The part of the Python extension's interface that is used here. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<
      { readonly executable: { readonly uri?: { readonly fsPath: string } } } | undefined
    >;
  };
}

/** Where the interpreter of a file may be, by the editor's knowledge. */
export async function interpreterSources(file: Uri): Promise<InterpreterSources> {
  const folder = workspace.getWorkspaceFolder(file)?.uri.fsPath;
  return {
    setting: setting("python.interpreter", file),
    chosen: await chosenInterpreter(file),
    folders: foldersUpTo(dirname(file.fsPath), folder),
    path: process.env["PATH"] ?? "",
  };
}

/** What the Python extension has chosen; undefined where there is none or where it cannot say. */
async function chosenInterpreter(file: Uri): Promise<string | undefined> {
  try {
    const python = extensions.getExtension<PythonExtension>("ms-python.python");
    const { environments } = (await python?.activate()) ?? {};
    if (environments === undefined) return undefined;
    const environment = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(file));
    return environment?.executable.uri?.fsPath;
  } catch {
    return undefined;
  }
}

function foldersUpTo(folder: string, top: string | undefined): readonly string[] {
  if (top === undefined || folder === top || !folder.startsWith(top)) return [folder];
  return [folder, ...foldersUpTo(dirname(folder), top)];
}
