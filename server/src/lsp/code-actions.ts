import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
} from "./language-server.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { RuleName } from "../migration/rules/names.js";
import { CODE_ACTION_KINDS, SERVER_COMMANDS, type MigrateParams } from "../protocol.js";
import { shownFindings, type ShownFinding } from "./diagnostics.js";
import type { Engine } from "./engine.js";
import { mayHaveFindings } from "./findings-store.js";
import { documentEdit, fixEdit } from "./fix-edit.js";
import { spanOf, touches } from "./positions.js";
import { deferred } from "./resolve-action.js";
import { isSafe } from "./safe-fixes.js";
import { engineFor, type Session } from "./session.js";

/** The code actions the server offers, for its capabilities. */
export const OFFERED_KINDS: CodeActionKind[] = [
  CodeActionKind.QuickFix,
  CODE_ACTION_KINDS.migrate,
  CODE_ACTION_KINDS.fixAll,
];

const MIGRATE = "Migrate to a fal App";

/** Everything an offer depends on. */
interface Context {
  readonly session: Session;
  readonly engine: Engine;
  readonly document: TextDocument;
  readonly params: CodeActionParams;
  /** All findings of the document. */
  readonly all: readonly ShownFinding[];
  /** Those the cursor or selection touches. */
  readonly here: readonly ShownFinding[];
}

/** What can be done at a place. Nothing but the edits of local fixes is computed before an action is chosen. */
export async function codeActions(
  session: Session,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const document = session.documents.get(params.textDocument.uri);
  if (document === undefined || !mayHaveFindings(document)) return [];
  const engine = await engineFor(session, document, token);
  const all = shownFindings(session, document, engine);
  const selected = spanOf(document, params.range);
  const here = all.filter(({ finding }) => touches(finding.span, selected));
  const context: Context = { session, engine, document, params, all, here };
  return OFFERS.flatMap(({ kind, offer }) => (isAsked(params, kind) ? offer(context) : []));
}

const OFFERS: readonly { readonly kind: CodeActionKind; readonly offer: (context: Context) => CodeAction[] }[] = [
  { kind: CodeActionKind.QuickFix, offer: localFixes },
  { kind: CodeActionKind.QuickFix, offer: conversionFix },
  { kind: CodeActionKind.QuickFix, offer: ({ session, document, here }) => otherConversions(session, document, here) },
  { kind: CodeActionKind.QuickFix, offer: fixesOfOneRule },
  { kind: CODE_ACTION_KINDS.migrate, offer: conversion },
  { kind: CODE_ACTION_KINDS.fixAll, offer: fixAll },
];

/** Kinds are hierarchical: a client that asks for `source` wants `source.fixAll` too. */
function isAsked({ context: { only } }: CodeActionParams, kind: CodeActionKind): boolean {
  return only === undefined || only.some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`));
}

function localFixes({ session, document, here }: Context): CodeAction[] {
  return here.flatMap(({ finding: { fix }, diagnostic }) => {
    if (fix?.kind !== "local" || fix.edits.length === 0) return [];
    return {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: fix.safety === "safe",
      edit: documentEdit(session, document, fix.edits),
    };
  });
}

/** One action for all findings here that only the conversion can fix. */
function conversionFix({ session, document, here }: Context): CodeAction[] {
  const diagnostics = here.filter(isConverted).map(({ diagnostic }) => diagnostic);
  if (diagnostics.length === 0) return [];
  return [{ ...migrateAction(session, document), kind: CodeActionKind.QuickFix, diagnostics }];
}

/** Offered anywhere in a worker when somebody asks for actions, but not twice in one menu. */
function conversion({ session, document, params, all, here }: Context): CodeAction[] {
  const isThereAlready = here.some(isConverted) && isAsked(params, CodeActionKind.QuickFix);
  if (isThereAlready || !isOpened(params) || !all.some(isConverted)) return [];
  return [{ ...migrateAction(session, document), kind: CODE_ACTION_KINDS.migrate }];
}

/** Whether somebody asked for actions, rather than the editor wondering about a lightbulb at the cursor. */
function isOpened({ context: { triggerKind, only } }: CodeActionParams): boolean {
  return triggerKind === CodeActionTriggerKind.Invoked || only !== undefined;
}

function isConverted({ finding: { fix } }: ShownFinding): boolean {
  return fix?.kind === "conversion";
}

/** Beside the conversion: those that answer in another way, for which the callers must be ready. */
function otherConversions(session: Session, document: TextDocument, here: readonly ShownFinding[]): CodeAction[] {
  return OTHERS.flatMap(({ rule, conversion }) => {
    const diagnostics = here.filter(({ finding }) => finding.rule === rule).map(({ diagnostic }) => diagnostic);
    if (diagnostics.length === 0) return [];
    return [{ ...migrateAction(session, document, conversion), kind: CodeActionKind.QuickFix, diagnostics }];
  });
}

interface Conversion {
  readonly title: string;
  readonly kind: "migrate" | "migrateRealtime" | "migrateFiles";
  readonly params: Omit<MigrateParams, "uris">;
}

const EVENTS: Conversion = { title: MIGRATE, kind: "migrate", params: {} };

const REALTIME: Conversion = {
  title: "Migrate to a fal App that streams by @fal.realtime: msgpack over a websocket instead of server-sent events",
  kind: "migrateRealtime",
  params: { streaming: "realtime" },
};

const FILES: Conversion = {
  title: "Migrate to a fal App that uploads its files: callers get an object with a url instead of base64 text",
  kind: "migrateFiles",
  params: { media: "files" },
};

/** Which findings make somebody wish for another conversion. */
const OTHERS: readonly { readonly rule: RuleName; readonly conversion: Conversion }[] = [
  { rule: "generator-handler", conversion: REALTIME },
  { rule: "base64-answer", conversion: FILES },
];

/** A client that cannot fetch an edit later gets a command that computes and applies it. */
function migrateAction(
  { features }: Session,
  document: TextDocument,
  { title, kind, params }: Conversion = EVENTS,
): CodeAction {
  if (features.resolveEdit) return { title, data: deferred(document, kind) };
  const given: MigrateParams = { uris: [document.uri], ...params };
  return { title, command: { title, command: SERVER_COMMANDS.migrate, arguments: [given] } };
}

/** `Fix all` of a rule, where a document has it more than once. */
function fixesOfOneRule({ session, engine, document, all, here }: Context): CodeAction[] {
  const rules = new Set(here.filter(hasLocalFix).map(({ finding }) => finding.rule));
  return [...rules].flatMap((rule) => {
    const same = all.filter((shown) => shown.finding.rule === rule && hasLocalFix(shown));
    if (same.length < 2) return [];
    const title = `Fix all ${String(same.length)} of \`${rule}\` in this file`;
    const diagnostics = same.map(({ diagnostic }) => diagnostic);
    return [{ ...fixAction(session, engine, document, title, rule), kind: CodeActionKind.QuickFix, diagnostics }];
  });
}

function hasLocalFix({ finding: { fix } }: ShownFinding): boolean {
  return fix?.kind === "local" && fix.edits.length > 0;
}

function fixAll({ session, engine, document, params, all, here }: Context): CodeAction[] {
  if (!(isOpened(params) || here.length > 0) || !all.some(({ finding }) => isSafe(finding))) return [];
  const title = "Apply all safe RunPod to fal fixes";
  return [{ ...fixAction(session, engine, document, title, undefined), kind: CODE_ACTION_KINDS.fixAll }];
}

function fixAction(
  session: Session,
  engine: Engine,
  document: TextDocument,
  title: string,
  rule: RuleName | undefined,
): CodeAction {
  if (session.features.resolveEdit) return { title, data: deferred(document, "fixes", rule) };
  return { title, edit: fixEdit(session, engine, document, rule) };
}
