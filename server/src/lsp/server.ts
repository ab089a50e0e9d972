import { MessageType, ShowMessageNotification, TextDocuments, type Connection } from "./language-server.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { DEFAULT_SETTINGS, documentApps, migrate } from "../protocol.js";
import { answerApps } from "./apps.js";
import { codeActions } from "./code-actions.js";
import { forgetShown } from "./diagnostics.js";
import { EngineLoader, type Engine } from "./engine.js";
import { featuresOf } from "./features.js";
import { FindingsStore } from "./findings-store.js";
import { guarded, refusing } from "./guard.js";
import { hover } from "./hover.js";
import { initialize } from "./initialize.js";
import { migrateCommand, migrateRequest } from "./migrate-request.js";
import { NO_DIAGNOSTICS, pullDiagnostics } from "./pull-diagnostics.js";
import { DiagnosticsPublisher } from "./push-diagnostics.js";
import { resolveAction } from "./resolve-action.js";
import type { Session } from "./session.js";
import { watchWorkspace } from "./workspace-changes.js";

/** What the server is built from. Everything that differs between a real run and a test comes in here. */
export interface ServerParts {
  readonly connection: Connection;
  /** Called when the first document needs it. */
  readonly loadEngine: () => Promise<Engine>;
  /** Ends the process, after something that leaves it unable to answer. */
  readonly fail: (reason: string) => void;
}

/** Answers an editor over a connection until it closes. */
export function serve({ connection, loadEngine, fail }: ServerParts): void {
  const session: Session = {
    connection,
    documents: new TextDocuments(TextDocument),
    engine: new EngineLoader(() => loadOrSay(connection, loadEngine)),
    findings: new FindingsStore((message) => {
      connection.console.warn(message);
    }),
    fail,
    features: featuresOf({}),
    settings: DEFAULT_SETTINGS,
    settingsGeneration: 0,
    trusted: false,
    folders: [],
  };
  const publisher = new DiagnosticsPublisher(session);
  connection.onInitialize((params) => initialize(session, params));
  answerRequests(session);
  watchWorkspace(session, publisher);
  watchDocuments(session, publisher);
  session.documents.listen(connection);
  connection.listen();
}

function answerRequests(session: Session): void {
  const { connection } = session;
  connection.onHover(guarded(session, "hover", null, hover));
  connection.onCodeAction(guarded(session, "code actions", null, codeActions));
  connection.onCodeActionResolve((action, token) =>
    guarded(session, "code action", action, resolveAction)(action, token),
  );
  connection.onExecuteCommand(guarded(session, "command", null, migrateCommand));
  connection.onRequest(documentApps, guarded(session, "apps", [], answerApps));
  connection.onRequest(migrate, refusing(session, "migration", migrateRequest));
  connection.languages.diagnostics.on(guarded(session, "diagnostics", NO_DIAGNOSTICS, pullDiagnostics));
}

/** A client that asks for diagnostics gets none unasked: it would show them twice. */
function watchDocuments(session: Session, publisher: DiagnosticsPublisher): void {
  session.documents.onDidChangeContent(({ document }) => {
    if (!session.features.pullDiagnostics) publisher.changed(document);
  });
  session.documents.onDidClose(({ document }) => {
    session.findings.forget(document);
    forgetShown(document);
    if (!session.features.pullDiagnostics) publisher.closed(document);
  });
}

/** Without its grammar the server can do nothing, and only a person can change that. */
async function loadOrSay(connection: Connection, loadEngine: () => Promise<Engine>): Promise<Engine> {
  try {
    return await loadEngine();
  } catch (error) {
    const message = "RunPod to fal cannot read Python: its grammar could not be loaded. Install the extension again.";
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
    throw error;
  }
}
