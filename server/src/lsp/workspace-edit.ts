import {
  AnnotatedTextEdit,
  CreateFile,
  TextDocumentEdit,
  type ChangeAnnotation,
  type TextEdit,
  type WorkspaceEdit,
} from "./language-server.js";
import type { ClientFeatures } from "./features.js";

/** All edits of one document. */
export interface DocumentChange {
  readonly uri: string;
  /** Null for a file that is not open: its owner is the disk. */
  readonly version: number | null;
  readonly edits: readonly TextEdit[];
  /** Whether the file has to be created first. */
  readonly created: boolean;
  /** What the user is asked to confirm; undefined where nothing is asked. */
  readonly confirmation: { readonly label: string; readonly description: string } | undefined;
}

/** One edit over several documents, in the best form the client understands. */
export function toWorkspaceEdit(features: ClientFeatures, changes: readonly DocumentChange[]): WorkspaceEdit {
  if (!features.versionedEdits)
    return { changes: Object.fromEntries(changes.map(({ uri, edits }) => [uri, [...edits]])) };
  const annotations: Record<string, ChangeAnnotation> = {};
  const documentChanges = changes.flatMap((change, index) => {
    const id = features.annotations && change.confirmation !== undefined ? `change-${index}` : undefined;
    if (id !== undefined && change.confirmation !== undefined) {
      annotations[id] = { ...change.confirmation, needsConfirmation: true };
    }
    return versionedChanges(features, change, id);
  });
  return Object.keys(annotations).length === 0
    ? { documentChanges }
    : { documentChanges, changeAnnotations: annotations };
}

function versionedChanges(
  { createFiles }: ClientFeatures,
  { uri, version, edits, created }: DocumentChange,
  annotation: string | undefined,
): (TextDocumentEdit | CreateFile)[] {
  const annotated = edits.map(({ range, newText }) =>
    annotation === undefined ? { range, newText } : AnnotatedTextEdit.replace(range, newText, annotation),
  );
  const edit = TextDocumentEdit.create({ uri, version }, annotated);
  if (!created || !createFiles) return [edit];
  const create = CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }, annotation);
  return [create, edit];
}
