import { dirname } from "node:path";
import { extensions, workspace, type Uri } from "vscode";
import { pythonCandidates } from "../python/find-python.js";
import { findFalPython, type FalPython } from "../python/probe.js";
import { setting } from "../settings.js";

/** The part of the Python extension's interface that is used here. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(path: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: { readonly fsPath: string } } } | undefined>;
  };
}

/** The interpreter that runs the app of a file. */
export async function falPythonOf(file: Uri): Promise<FalPython> {
  const folder = dirname(file.fsPath);
  const root = workspace.getWorkspaceFolder(file)?.uri.fsPath ?? folder;
  const search = {
    setting: setting("python.interpreter", file),
    selected: await selectedInterpreter(file),
    folder,
    root,
    env: process.env,
  };
  return findFalPython(pythonCandidates(search));
}

/** What the Python extension has selected; undefined where there is none or where it cannot say. */
async function selectedInterpreter(file: Uri): Promise<string | undefined> {
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
