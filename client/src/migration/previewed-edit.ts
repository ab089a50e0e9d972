import { Position, type Uri, type WorkspaceEdit } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { MigrationPreview } from "../../../server/src/protocol.js";
import { t } from "../localize.js";

/**
 * The edit of a migration, shown in VS Code's own preview with every part ticked. VS Code opens the preview where a
 * part asks for confirmation, but leaves such a part unticked, and a migration is only right as a whole. So no real
 * part asks; an empty one in the report does, which changes nothing whether it is ticked or not, and leads to what is
 * to decide before anything is applied.
 */
export async function previewedEdit(
  { protocol2CodeConverter }: LanguageClient,
  edit: NonNullable<MigrationPreview["edit"]>,
  report: Uri,
): Promise<WorkspaceEdit> {
  const annotations = Object.entries(edit.changeAnnotations ?? {});
  const unasking = annotations.map(([id, each]) => [id, { ...each, needsConfirmation: false }] as const);
  const converted = await protocol2CodeConverter.asWorkspaceEdit({
    ...edit,
    ...(annotations.length === 0 ? {} : { changeAnnotations: Object.fromEntries(unasking) }),
  });
  const label = t("The report: read it, or leave it; it changes nothing");
  converted.insert(report, new Position(0, 0), "", { label, needsConfirmation: true });
  return converted;
}
