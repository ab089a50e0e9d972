import { DidChangeConfigurationNotification, type DidChangeConfigurationParams } from "./language-server.js";
import { SETTINGS_SECTION, workspaceTrusted } from "../protocol.js";
import { attempt, report } from "./guard.js";
import type { DiagnosticsPublisher } from "./push-diagnostics.js";
import type { Session } from "./session.js";
import { readSettings } from "./settings.js";

/** Keeps settings, folders and trust as they are in the editor. */
export function watchWorkspace(session: Session, publisher: DiagnosticsPublisher): void {
  const { connection } = session;
  connection.onInitialized(() => {
    register(session);
    void fetchSettings(session, publisher);
  });
  connection.onDidChangeConfiguration(({ settings }: DidChangeConfigurationParams) => {
    if (session.features.configuration) void fetchSettings(session, publisher);
    else takeSettings(session, publisher, sectionOf(settings));
  });
  connection.onNotification(workspaceTrusted, () => {
    session.trusted = true;
  });
}

function register(session: Session): void {
  const { connection, features } = session;
  if (features.dynamicConfiguration) {
    const registered = connection.client.register(DidChangeConfigurationNotification.type, {
      section: SETTINGS_SECTION,
    });
    attempt(session, "settings", registered);
  }
  if (!features.workspaceFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map(({ uri }) => uri));
    session.folders = [...session.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
  });
}

async function fetchSettings(session: Session, publisher: DiagnosticsPublisher): Promise<void> {
  if (!session.features.configuration) return;
  try {
    const settings: unknown = await session.connection.workspace.getConfiguration(SETTINGS_SECTION);
    takeSettings(session, publisher, settings);
  } catch (error) {
    report(session, "settings", error);
  }
}

/** Shows what the settings ask for now, where they ask for something else than before. */
function takeSettings(session: Session, publisher: DiagnosticsPublisher, value: unknown): void {
  const settings = readSettings(value);
  if (JSON.stringify(settings) === JSON.stringify(session.settings)) return;
  session.settings = settings;
  session.settingsGeneration += 1;
  if (!session.features.pullDiagnostics) for (const document of session.documents.all()) publisher.changed(document);
  else if (session.features.refreshDiagnostics) {
    attempt(session, "diagnostics", session.connection.languages.diagnostics.refresh());
  }
}

function sectionOf(settings: unknown): unknown {
  if (typeof settings !== "object" || settings === null) return undefined;
  return (settings as Readonly<Record<string, unknown>>)[SETTINGS_SECTION];
}
