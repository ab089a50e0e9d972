import type { CancellationToken } from "./language-server.js";
import type { AppOutline, DocumentAppsParams } from "../protocol.js";
import { isPython, isTooLarge } from "./findings-store.js";
import { rangeOf } from "./positions.js";
import { engineFor, type Session } from "./session.js";

/** The fal apps of an open document. */
export async function answerApps(
  session: Session,
  { uri }: DocumentAppsParams,
  token: CancellationToken,
): Promise<readonly AppOutline[]> {
  const document = session.documents.get(uri);
  if (document === undefined || !isPython(document) || isTooLarge(document)) return [];
  if (!/\bfal\b/.test(document.getText())) return [];
  const engine = await engineFor(session, document, token);
  return engine.apps(document.getText()).map(({ span, endpoints, ...app }) => ({
    ...app,
    range: rangeOf(document, span),
    endpoints: endpoints.map(({ span: place, ...endpoint }) => ({ ...endpoint, range: rangeOf(document, place) })),
  }));
}
