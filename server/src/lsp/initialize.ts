import {
  PositionEncodingKind,
  TextDocumentSyncKind,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
} from "./language-server.js";
import { SERVER_COMMANDS } from "../protocol.js";
import { OFFERED_KINDS } from "./code-actions.js";
import { featuresOf, type ClientFeatures } from "./features.js";
import type { Session } from "./session.js";
import { readSettings } from "./settings.js";

/** Answers `initialize` at once: nothing is loaded for it. */
export function initialize(session: Session, params: InitializeParams): InitializeResult {
  session.features = featuresOf(params.capabilities);
  session.folders = params.workspaceFolders?.map(({ uri }) => uri) ?? rootOf(params);
  const { trusted, settings } = readOptions(params.initializationOptions);
  // Editors without a notion of trust do not speak of it; this project's client always does.
  session.trusted = trusted !== false;
  session.settings = readSettings(settings);
  return { capabilities: capabilitiesFor(session.features), serverInfo: { name: "runpod-to-fal" } };
}

function capabilitiesFor(features: ClientFeatures): ServerCapabilities {
  const diagnosticProvider = {
    identifier: "runpod-to-fal",
    interFileDependencies: false,
    workspaceDiagnostics: false,
  };
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: OFFERED_KINDS, resolveProvider: features.resolveEdit },
    executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(features.pullDiagnostics ? { diagnosticProvider } : {}),
  };
}

/** Clients from before workspace folders name one root. */
function rootOf(params: InitializeParams): readonly string[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only thing such a client sends.
  const { rootUri } = params;
  return rootUri === null ? [] : [rootUri];
}

/** Options come from outside, from any client. */
function readOptions(value: unknown): { readonly trusted?: unknown; readonly settings?: unknown } {
  return typeof value === "object" && value !== null ? value : {};
}
