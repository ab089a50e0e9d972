import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from "./language-server.js";
import { diagnosticsOf } from "./diagnostics.js";
import type { Session } from "./session.js";

export const NO_DIAGNOSTICS: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** Answers a client that asks for a document's diagnostics. */
export async function pullDiagnostics(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return NO_DIAGNOSTICS;
  const resultId = `${session.settingsGeneration}:${document.version}`;
  if (previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  const items = await diagnosticsOf(session, document);
  const isCurrent = session.documents.get(document.uri) === document;
  if (isCurrent && resultId === `${session.settingsGeneration}:${document.version}` && !token.isCancellationRequested) {
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }
  throw new ResponseError(LSPErrorCodes.ServerCancelled, "The document has changed since.", { retriggerRequest: true });
}
