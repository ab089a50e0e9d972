import { readModule, type PythonModule, type ReadTexts } from "../python/module.js";

/** The files around a worker, as the rim sees them. Paths are relative to one root, with `/`. */
export interface Workspace {
  /** The root folder's own name, or undefined where the root must not name the app (a PATH that is a file). */
  readonly rootName: string | undefined;
  /** Every file below the root that is not ignored. */
  paths(): readonly string[];
  /** The text of a file, or undefined where it does not exist or is not text. */
  read(path: string): string | undefined;
}

/** A workspace in which some files hold another text. */
export function withTexts(workspace: Workspace, texts: ReadonlyMap<string, string>): Workspace {
  return {
    rootName: workspace.rootName,
    paths: () => workspace.paths(),
    read: (path) => texts.get(path) ?? workspace.read(path),
  };
}

const readTexts = new WeakMap<Workspace, ReadTexts>();

/** A file of a workspace as a module. Workers of one workspace share the modules that they import. */
export function readWorkspaceModule(
  workspace: Workspace,
  path: string,
  isLocal: (name: string) => boolean,
): PythonModule | undefined {
  const text = workspace.read(path);
  const known: ReadTexts = readTexts.get(workspace) ?? new Map<string, never>();
  readTexts.set(workspace, known);
  return text === undefined ? undefined : readModule(path, text, isLocal, known);
}
