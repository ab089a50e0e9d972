import { DiagnosticSeverity, DiagnosticTag, type Diagnostic, type Position, type Range } from "./language-server.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Severity } from "../migration/finding.js";
import type { RuleName } from "../migration/rules/names.js";
import { DIAGNOSTIC_SOURCE, type DiagnosticData } from "../protocol.js";
import { isAboutRunpod } from "../migration/mentions.js";
import type { Engine } from "./engine.js";
import { isPython, isTooLarge, mayHaveFindings, MOST_KEPT } from "./findings-store.js";
import { rangeOf } from "./positions.js";
import { RecentlyUsed } from "./recently-used.js";
import type { Session } from "./session.js";
import { isShown } from "./settings.js";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Code that never runs is shown faded. */
const TAGS: Partial<Readonly<Record<RuleName, DiagnosticTag[]>>> = { "code-after-start": [DiagnosticTag.Unnecessary] };

/** A finding together with the document it was found in, as the editor shows it. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
}

/** The diagnostics of a document as it stands. */
export async function diagnosticsOf(session: Session, document: TextDocument): Promise<Diagnostic[]> {
  if (!mayHaveFindings(document)) return withoutEngine(session, document);
  const engine = session.engine.current ?? (await session.engine.load());
  return shownFindings(session, document, engine).map(({ diagnostic }) => diagnostic);
}

/** What was shown of a document last, so that what has not changed stays the same object and is not written out again. */
const shownLast = new RecentlyUsed<TextDocument, readonly Diagnostic[]>(MOST_KEPT);

/** Forgets what was shown of a document that is closed. */
export function forgetShown(document: TextDocument): void {
  shownLast.delete(document);
}

/** The findings the user wants to see. */
export function shownFindings(session: Session, document: TextDocument, engine: Engine): readonly ShownFinding[] {
  const last = shownLast.get(document) ?? [];
  const shown = session.findings
    .of(document, engine)
    .filter(({ rule }) => isShown(session.settings, rule))
    .map((finding, index) => ({ finding, diagnostic: diagnosticOf(session, document, engine, finding, last[index]) }));
  shownLast.set(
    document,
    shown.map(({ diagnostic }) => diagnostic),
  );
  return shown;
}

function diagnosticOf(
  session: Session,
  document: TextDocument,
  engine: Engine,
  finding: Finding,
  before: Diagnostic | undefined,
): Diagnostic {
  const range = shownRange(document, finding);
  if (before !== undefined && saysTheSame(before, finding) && isSameRange(before.range, range)) return before;
  return toDiagnostic(session, range, engine, finding);
}

/**
 * Where a finding is drawn. What spans several lines is drawn under its first, because editors would underline the
 * indentation of all the others; what is faded is faded whole.
 */
export function shownRange(document: TextDocument, { rule, span }: Pick<Finding, "rule" | "span">): Range {
  const whole = rangeOf(document, span);
  const { line } = whole.start;
  if (line === whole.end.line || TAGS[rule] !== undefined) return whole;
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const start = { line, character: text.length - text.trimStart().length };
  return { start, end: { line, character: text.trimEnd().length } };
}

/** Whether a diagnostic shows a finding, its place aside. */
function saysTheSame({ code, message, severity, data }: Diagnostic, finding: Finding): boolean {
  const { fix } = finding;
  if (code !== finding.rule || message !== finding.message || severity !== SEVERITIES[finding.severity]) return false;
  const shown = data as DiagnosticData | undefined;
  return shown === undefined ? fix === undefined : shown.fix === fix?.kind && shown.safety === fix.safety;
}

function isSameRange(a: Range, b: Range): boolean {
  return isSamePlace(a.start, b.start) && isSamePlace(a.end, b.end);
}

function isSamePlace(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

function toDiagnostic({ features }: Session, range: Range, engine: Engine, finding: Finding): Diagnostic {
  const { rule, severity, message, fix } = finding;
  const diagnostic: Diagnostic = {
    range,
    severity: SEVERITIES[severity],
    code: rule,
    source: DIAGNOSTIC_SOURCE,
    message,
  };
  const tags = TAGS[rule];
  if (tags !== undefined && features.diagnosticTags) diagnostic.tags = tags;
  const href = engine.rule(rule)?.links[0];
  if (href !== undefined && features.codeDescription) diagnostic.codeDescription = { href };
  if (fix !== undefined && features.diagnosticData) {
    diagnostic.data = { fix: fix.kind, safety: fix.safety } satisfies DiagnosticData;
  }
  return diagnostic;
}

/** A document that is too large says so once, at its first line; every other one without findings is silent. */
function withoutEngine({ settings }: Session, document: TextDocument): Diagnostic[] {
  const isSilent = !isPython(document) || !isTooLarge(document) || !isAboutRunpod(document.getText());
  if (isSilent || !settings.diagnostics.enable) return [];
  const start = { line: 0, character: 0 };
  return [
    {
      range: { start, end: start },
      severity: DiagnosticSeverity.Information,
      source: DIAGNOSTIC_SOURCE,
      message: "This file is too large to be analysed while it is edited; `runpod-to-fal check` reads it.",
    },
  ];
}
