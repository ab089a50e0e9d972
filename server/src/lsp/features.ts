import { MarkupKind, ResourceOperationKind, type ClientCapabilities } from "./language-server.js";

/** What the client can do, as far as an answer depends on it. */
export interface ClientFeatures {
  /** It asks for diagnostics; otherwise they are sent unasked. */
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly diagnosticData: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticTags: boolean;
  /** It can ask for a code action's edit when the action is chosen. */
  readonly resolveEdit: boolean;
  readonly versionedEdits: boolean;
  readonly createFiles: boolean;
  /** It can ask the user to confirm parts of an edit. */
  readonly annotations: boolean;
  readonly markdownHover: boolean;
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly workspaceFolders: boolean;
  readonly applyEdit: boolean;
}

export function featuresOf({ textDocument, workspace }: ClientCapabilities): ClientFeatures {
  const edits = workspace?.workspaceEdit;
  const actions = textDocument?.codeAction;
  const published = textDocument?.publishDiagnostics;
  const pulled = textDocument?.diagnostic;
  return {
    pullDiagnostics: pulled !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    diagnosticData: (pulled ?? published)?.dataSupport === true || published?.dataSupport === true,
    codeDescription: published?.codeDescriptionSupport === true || pulled?.codeDescriptionSupport === true,
    diagnosticTags: published?.tagSupport !== undefined || pulled?.tagSupport !== undefined,
    resolveEdit: actions?.dataSupport === true && actions.resolveSupport?.properties.includes("edit") === true,
    versionedEdits: edits?.documentChanges === true,
    createFiles: edits?.resourceOperations?.includes(ResourceOperationKind.Create) === true,
    annotations: edits?.documentChanges === true && edits.changeAnnotationSupport !== undefined,
    markdownHover: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    applyEdit: workspace?.applyEdit === true,
  };
}
