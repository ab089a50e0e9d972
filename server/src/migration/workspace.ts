/** The files around a worker, as the rim sees them. Paths are relative to one root, with `/`. */
export interface Workspace {
  /** The root folder's own name, or undefined where the root must not name the app (a PATH that is a file). */
  readonly rootName: string | undefined;
  /** Every file below the root that is not ignored. */
  paths(): readonly string[];
  /** The text of a file, or undefined where it does not exist or is not text. */
  read(path: string): string | undefined;
}
