/** One line that an app wrote, or that fal wrote about it. */
export interface LogEntry {
  /** ISO 8601 */
  readonly timestamp: string;
  readonly level: string;
  readonly message: string;
  readonly runner: string | undefined;
}

/** Reads an entry as the server sent it; undefined where it is none. What is missing is left empty. */
export function readEntry(data: string): LogEntry | undefined {
  try {
    const value = JSON.parse(data) as unknown;
    if (typeof value !== "object" || value === null) return undefined;
    const { timestamp, level, message, labels } = value as Readonly<Record<string, unknown>>;
    if (typeof message !== "string") return undefined;
    const runner =
      typeof labels === "object" && labels !== null && "fal_job_id" in labels ? labels.fal_job_id : undefined;
    return {
      timestamp: typeof timestamp === "string" ? timestamp : "",
      level: typeof level === "string" ? level.toLowerCase() : "",
      message,
      runner: typeof runner === "string" ? runner : undefined,
    };
  } catch {
    return undefined;
  }
}

/** An entry as it is shown: time, level, which runner, and what it wrote. */
export function formatEntry({ timestamp, level, message, runner }: LogEntry): string {
  const time = /T(\d\d:\d\d:\d\d(?:\.\d{1,3})?)/.exec(timestamp)?.[1] ?? "";
  const source = runner === undefined ? "" : `${runner}:`;
  const text = message.replace(/\x1b\[[0-9;]*m/g, "").trimEnd();
  return [time, level.padEnd(7), source, text].filter((part) => part !== "").join(" ");
}
