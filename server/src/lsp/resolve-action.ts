import {
  MessageType,
  ShowMessageNotification,
  type CancellationToken,
  type CodeAction,
  type WorkspaceEdit,
} from "./language-server.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { RULE_NAMES, type RuleName } from "../migration/rules/names.js";
import type { MigrateParams, MigrationPreview } from "../protocol.js";
import type { Engine } from "./engine.js";
import { fixEdit } from "./fix-edit.js";
import { attempt } from "./guard.js";
import { previewMigration } from "./migration.js";
import { engineFor, refuseStale, type Session } from "./session.js";

/** What an action remembers until it is chosen. Its version is the one the user saw when it was offered. */
interface Deferred {
  readonly kind: DeferredKind;
  readonly uri: string;
  readonly version: number;
  readonly rule: RuleName | undefined;
}

type DeferredKind = keyof typeof EDITS;

/** The `data` of an action whose edit is computed when it is chosen. */
export function deferred({ uri, version }: TextDocument, kind: DeferredKind, rule?: RuleName): Deferred {
  return { kind, uri, version, rule };
}

/** Computes the edit of a chosen action; refuses where the document is no longer the one it was offered for. */
export async function resolveAction(
  session: Session,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction> {
  const data = readData(action.data);
  if (data === undefined) return action;
  const document = session.documents.get(data.uri);
  if (document === undefined) return action;
  refuseStale(session, document, data.version);
  const engine = await engineFor(session, document, token);
  const edit = EDITS[data.kind](session, engine, document, data.rule);
  return edit === undefined ? action : { ...action, edit };
}

type EditOf = (
  session: Session,
  engine: Engine,
  document: TextDocument,
  rule: RuleName | undefined,
) => WorkspaceEdit | undefined;

const EDITS = {
  fixes: fixEdit,
  migrate: (session, engine, document) => migrationEdit(session, engine, document, {}),
  migrateRealtime: (session, engine, document) => migrationEdit(session, engine, document, { streaming: "realtime" }),
  migrateFiles: (session, engine, document) => migrationEdit(session, engine, document, { media: "files" }),
} satisfies Record<string, EditOf>;

function migrationEdit(
  session: Session,
  engine: Engine,
  document: TextDocument,
  choices: Omit<MigrateParams, "uris">,
): WorkspaceEdit | undefined {
  const preview = previewMigration(session, engine, { uris: [document.uri], ...choices });
  if (preview.edit === undefined) sayWhyNot(session, preview);
  return preview.edit;
}

/** An action that does nothing must not do it silently. */
export function sayWhyNot(session: Session, { report }: MigrationPreview): void {
  const decision = report.files.flatMap(({ decisions }) => decisions)[0];
  const reason = decision === undefined ? "nothing of RunPod is left in it" : decision.reason;
  const message = `Nothing was migrated: ${reason}`;
  const said = session.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
  attempt(session, "message", said);
}

function isKind(kind: unknown): kind is DeferredKind {
  return typeof kind === "string" && Object.hasOwn(EDITS, kind);
}

/** Data comes back from the client, so it is looked at before it is believed. */
function readData(value: unknown): Deferred | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, uri, version, rule } = value as Readonly<Record<string, unknown>>;
  if (!isKind(kind) || typeof uri !== "string" || typeof version !== "number") return undefined;
  return { kind, uri, version, rule: RULE_NAMES.find((name) => name === rule) };
}
