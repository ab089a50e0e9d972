import type { PlacedFinding } from "./check-command.js";
import type { WalkProblem } from "./folder-walk.js";
import { readManifest } from "./manifest.js";
import { printable, type Style } from "./output.js";

/** What `check` found, before it is written down. */
export interface CheckResult {
  readonly findings: readonly PlacedFinding[];
  readonly problems: readonly WalkProblem[];
}

export type FormatName = "text" | "json" | "sarif" | "github";

export type Format = (result: CheckResult, style: Style) => string;

/** The forms in which `check` can print its findings. */
export const FORMATS: Readonly<Record<FormatName, Format>> = { text, json, sarif, github };

function text({ findings }: CheckResult, style: Style): string {
  const paint = { error: style.red, warning: style.yellow, information: style.cyan };
  return findings
    .map(({ path, finding: { severity, rule, message }, place }) => {
      const where = `${style.bold(printable(path))}:${String(place.line)}:${String(place.column)}`;
      return `${where}: ${paint[severity](severity)} ${printable(message)} [${rule}]\n`;
    })
    .join("");
}

function json({ findings, problems }: CheckResult): string {
  const plain = findings.map(({ path, finding: { rule, severity, message, fix }, place }) => ({
    path,
    ...place,
    rule,
    severity,
    message,
    fix: fix === undefined ? null : { title: fix.title, safety: fix.safety, kind: fix.kind },
  }));
  return `${JSON.stringify({ findings: plain, unreadable: problems }, undefined, 2)}\n`;
}

const SARIF_LEVELS = { error: "error", warning: "warning", information: "note" } as const;

function sarif({ findings, problems }: CheckResult): string {
  const rules = [...new Set(findings.map(({ finding }) => finding.rule))].sort();
  const results = findings.map(({ path, finding: { rule, severity, message }, place }) => ({
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: SARIF_LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: regionOf(place) } }],
  }));
  const notifications = problems.map(({ path, reason }) => ({
    level: "error",
    message: { text: `${path}: cannot be read: ${reason}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  }));
  const { name, version, address } = readManifest();
  const driver = {
    name,
    version,
    informationUri: address,
    rules: rules.map((id) => ({ id })),
  };
  const run = {
    tool: { driver },
    columnKind: "utf16CodeUnits",
    invocations: [{ executionSuccessful: problems.length === 0, toolExecutionNotifications: notifications }],
    results,
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function regionOf({ line, column, endLine, endColumn }: PlacedFinding["place"]): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function uriOf(path: string): string {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}

const GITHUB_COMMANDS = { error: "error", warning: "warning", information: "notice" } as const;

function github({ findings }: CheckResult): string {
  return findings
    .map(({ path, finding: { severity, rule, message }, place }) => {
      const properties = {
        file: path,
        line: place.line,
        endLine: place.endLine,
        col: place.column,
        endColumn: place.endColumn,
        title: rule,
      };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${githubProperty(String(value))}`);
      return `::${GITHUB_COMMANDS[severity]} ${list.join(",")}::${githubData(message)}\n`;
    })
    .join("");
}

function githubData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function githubProperty(text: string): string {
  return githubData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
