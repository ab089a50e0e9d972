import type { FileReport, MigrationReport, Remark } from "../../../server/src/protocol.js";
import { t } from "../localize.js";

/** Where a file of the report can be opened; undefined where it cannot. */
export type LinkTo = (path: string, line?: number) => string | undefined;

/** The report of a migration as Markdown: what to decide first, what was changed and is merely announced after it. */
export function reportText({ files }: MigrationReport, linkTo: LinkTo): string {
  const parts = files.filter(isWorthTelling).map((file) => fileText(file, linkTo));
  return [`# ${t("RunPod to fal: {0}", counts(files))}`, ...parts].join("\n\n") + "\n";
}

/** One sentence for a notification. */
export function summary({ files }: MigrationReport): string {
  const apps = files.flatMap((file) => file.apps);
  const done = apps.length === 0 ? t("Nothing became a fal App") : t("Migrated to {0}", names(apps));
  return `${done}: ${counts(files)}.`;
}

function counts(files: readonly FileReport[]): string {
  const decisions = files.reduce((sum, file) => sum + file.decisions.length, 0);
  const notes = files.reduce((sum, file) => sum + file.notes.length, 0);
  return `${count(decisions, t("decision"), t("decisions"))}, ${count(notes, t("note"), t("notes"))}`;
}

function names(apps: readonly { readonly class: string }[]): string {
  return apps.map((app) => app.class).join(", ");
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function isWorthTelling({ status, decisions, notes }: FileReport): boolean {
  return status !== "unchanged" || decisions.length > 0 || notes.length > 0;
}

function fileText(file: FileReport, linkTo: LinkTo): string {
  const apps = file.apps.map((app) => {
    const paths = app.endpoints.map(({ path, streaming }) => `\`${path}\`${streaming ? ` (${t("stream")})` : ""}`);
    return t("`{0}`, deployed as `{1}`, answers {2}", app.class, app.name, paths.join(", "));
  });
  return [
    `## ${linked(file.path, linkTo(file.path))}`,
    ...apps,
    remarks(t("To decide"), file.path, file.decisions, linkTo),
    remarks(t("Notes"), file.path, file.notes, linkTo),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function remarks(title: string, path: string, list: readonly Remark[], linkTo: LinkTo): string {
  if (list.length === 0) return "";
  const lines = list.map(
    ({ line, reason, rule }) => `- ${linked(t("line {0}", line), linkTo(path, line))}: ${reason} \`${rule}\``,
  );
  return [`### ${title}`, "", ...lines].join("\n");
}

function linked(text: string, link: string | undefined): string {
  return link === undefined ? text : `[${text}](${link})`;
}
