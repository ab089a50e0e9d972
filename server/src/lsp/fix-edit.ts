import type { WorkspaceEdit } from "./language-server.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../migration/finding.js";
import type { RuleName } from "../migration/rules/names.js";
import type { Edit } from "../python/span.js";
import type { Engine } from "./engine.js";
import { lineEdits } from "./line-edits.js";
import { textEditOf } from "./positions.js";
import { applyFixes, isSafe } from "./safe-fixes.js";
import type { Session } from "./session.js";
import { isShown } from "./settings.js";
import { toWorkspaceEdit } from "./workspace-edit.js";

/** The edit that makes the given edits in a document as it stands. */
export function documentEdit({ features }: Session, document: TextDocument, edits: readonly Edit[]): WorkspaceEdit {
  const { uri, version } = document;
  const textEdits = edits.map((edit) => textEditOf(document, edit));
  return toWorkspaceEdit(features, [{ uri, version, edits: textEdits, created: false, confirmation: undefined }]);
}

/** The edit that applies all fixes of one rule, or all safe ones of every rule that is shown. */
export function fixEdit(
  session: Session,
  engine: Engine,
  document: TextDocument,
  rule: RuleName | undefined,
): WorkspaceEdit {
  const isWanted = (finding: Finding): boolean =>
    rule === undefined ? isSafe(finding) && isShown(session.settings, finding.rule) : finding.rule === rule;
  const text = document.getText();
  return documentEdit(session, document, lineEdits(text, applyFixes(engine, text, isWanted)));
}
