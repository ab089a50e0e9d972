import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type TextDocuments,
} from "./language-server.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ServerSettings } from "../protocol.js";
import type { ClientFeatures } from "./features.js";
import type { Engine, EngineLoader } from "./engine.js";
import type { FindingsStore } from "./findings-store.js";

/** One editor's connection: what it can do, what it has open, what its user has set. */
export interface Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly engine: EngineLoader;
  readonly findings: FindingsStore;
  /** Ends the server, which can do nothing useful any more; the client starts a new one. */
  readonly fail: (reason: string) => void;
  features: ClientFeatures;
  settings: ServerSettings;
  /** Counts changes of the settings, so that an answer given under older ones is known to be stale. */
  settingsGeneration: number;
  /** Whether files may be read that the editor has not opened. */
  trusted: boolean;
  /** URIs of the workspace folders. */
  folders: readonly string[];
}

/** The engine, once it is there. Refuses where the document has changed or closed, or the question was withdrawn, meanwhile. */
export async function engineFor(session: Session, document: TextDocument, token: CancellationToken): Promise<Engine> {
  const { version } = document;
  const engine = await session.engine.load();
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled.");
  refuseStale(session, document, version);
  return engine;
}

/** Refuses to answer for a version of a document that is no longer the current one. */
export function refuseStale(session: Session, document: TextDocument, version: number): void {
  const current = session.documents.get(document.uri);
  if (current === document && current.version === version) return;
  throw new ResponseError(LSPErrorCodes.ContentModified, "The document has changed since.");
}
