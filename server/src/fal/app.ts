import { pythonString } from "../python/literals.js";

/** A `fal.App` class, ready to print. Methods are complete and indented, with `\n` line ends. */
export interface App {
  readonly className: string;
  readonly appName: string;
  /** Class options: `max_multiplexing=4`. */
  readonly options: readonly string[];
  readonly machineType: string;
  readonly gpuCount: number | undefined;
  readonly requirements: readonly string[];
  readonly appFiles: readonly string[];
  /** The folder that `appFiles` are relative to, where it is not the app's own. */
  readonly contextFolder: string | undefined;
  readonly localModules: readonly string[];
  readonly methods: readonly string[];
}

/** Lines are broken before this column, as formatters do. */
const WIDTH = 100;

/** The source of the class, `\n` line ends, without a final one. */
export function printApp(app: App, indent: string): string {
  const options = ["fal.App", `name=${pythonString(app.appName)}`, ...app.options];
  const lines = [
    `class ${app.className}(${options.join(", ")}):`,
    `${indent}machine_type = ${pythonString(app.machineType)}`,
  ];
  if (app.gpuCount !== undefined && app.gpuCount > 1) lines.push(`${indent}num_gpus = ${String(app.gpuCount)}`);
  lines.push(...printList("requirements", app.requirements, indent));
  lines.push(...printList("app_files", app.appFiles, indent));
  if (app.appFiles.length > 0 && app.contextFolder !== undefined)
    lines.push(`${indent}app_files_context_dir = ${pythonString(app.contextFolder)}`);
  lines.push(...printList("local_python_modules", app.localModules, indent));
  for (const method of app.methods) lines.push("", method);
  return lines.join("\n");
}

function printList(name: string, values: readonly string[], indent: string): readonly string[] {
  if (values.length === 0) return [];
  const items = values.map(pythonString);
  const line = `${indent}${name} = [${items.join(", ")}]`;
  if (line.length <= WIDTH) return [line];
  return [`${indent}${name} = [`, ...items.map((item) => `${indent}${indent}${item},`), `${indent}]`];
}
