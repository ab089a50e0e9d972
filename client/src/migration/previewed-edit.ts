import { Position, type WorkspaceEdit } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { MigrationPreview } from "../../../server/src/protocol.js";
import { t } from "../localize.js";

/**
 * The edit of a migration, shown in VS Code's own preview with every part ticked. VS Code opens the preview where a
 * part asks for confirmation, but leaves such a part unticked, and a migration is only right as a whole. So no real
 * part asks; an empty one does, which changes nothing whether it is ticked or not.
 */
export async function previewedEdit(
  { protocol2CodeConverter }: LanguageClient,
  edit: NonNullable<MigrationPreview["edit"]>,
): Promise<WorkspaceEdit> {
  const annotations = Object.entries(edit.changeAnnotations ?? {});
  const unasking = annotations.map(([id, each]) => [id, { ...each, needsConfirmation: false }] as const);
  const converted = await protocol2CodeConverter.asWorkspaceEdit({
    ...edit,
    ...(annotations.length === 0 ? {} : { changeAnnotations: Object.fromEntries(unasking) }),
  });
  const [first] = converted.entries();
  if (first !== undefined) {
    const label = t("Opens this preview, changes nothing");
    converted.insert(first[0], new Position(0, 0), "", { label, needsConfirmation: true });
  }
  return converted;
}
