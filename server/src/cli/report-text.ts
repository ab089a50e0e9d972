import type { AppReport, FileReport, MigrationReport, Remark } from "../migration/report.js";

/** The report as people read it, in Markdown. */
export function reportText({ files }: MigrationReport): string {
  if (files.length === 0) return "# Migration from RunPod to fal\n\nNothing of RunPod was found.\n";
  return ["# Migration from RunPod to fal", overview(files), ...files.map(fileText)].join("\n\n") + "\n";
}

const STATUS: Readonly<Record<FileReport["status"], string>> = {
  converted: "converted",
  partial: "converted, with decisions left",
  unchanged: "unchanged",
  failed: "not converted",
};

function overview(files: readonly FileReport[]): string {
  const rows = files.map(
    ({ path, status, apps, decisions, notes }) =>
      `| ${code(path)} | ${STATUS[status]} | ${apps.map(({ name }) => code(name)).join(", ")} | ${String(decisions.length)} | ${String(notes.length)} |`,
  );
  return ["| file | status | apps | decisions | notes |", "|---|---|---|---|---|", ...rows].join("\n");
}

function fileText({ path, apps, decisions, notes }: FileReport): string {
  const parts = [
    `## ${code(path)}`,
    ...apps.map(appText),
    ...remarks("Decisions, for a person to make", decisions),
    ...remarks("Notes", notes),
  ];
  return parts.join("\n\n");
}

function appText({ class: className, name, file, endpoints, bridges }: AppReport): string {
  const lines = endpoints.map(({ path, streaming }) => `- ${code(path)}${streaming ? ", an event stream" : ""}`);
  const kept = bridges.map(({ kind, line }) => `- line ${String(line)}: ${BRIDGES[kind]}`);
  const title = `The app ${code(name)} is the class ${code(className)} in ${code(file)}.`;
  return [title, ...lines, ...kept].join("\n").replace("\n- ", "\n\n- ");
}

const BRIDGES: Readonly<Record<AppReport["bridges"][number]["kind"], string>> = {
  input: "the input is still read as a dictionary",
  job: "a function still takes the whole job",
  state: "a module name still holds the state",
  answer: "the answer still goes through an adapter",
  module: "the worker's own files stay as they are",
};

function remarks(title: string, list: readonly Remark[]): readonly string[] {
  if (list.length === 0) return [];
  return [
    `### ${title}`,
    list.map(({ line, rule, reason }) => `- line ${String(line)}: ${reason} (${rule})`).join("\n"),
  ];
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}
