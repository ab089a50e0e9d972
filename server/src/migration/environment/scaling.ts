import type { Workspace } from "../workspace.js";
import { nearestFile } from "./paths.js";
import { at, parseToml } from "./pyproject.js";
import { note, type EnvironmentRemark } from "./remark.js";

/** Options of the class that say how an app is scaled, and what the report says about them. */
export interface Scaling {
  readonly options: readonly string[];
  readonly remarks: readonly EnvironmentRemark[];
}

/** Names of `[endpoint]` in `runpod.toml`, and fal's for the same thing. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ["active_workers", "min_concurrency"],
  ["max_workers", "max_concurrency"],
];

/** How many workers the project's `runpod.toml` asks for. Other projects leave that to RunPod's console. */
export function inferScaling(workspace: Workspace, path: string): Scaling {
  const file = nearestFile(workspace, path, ["runpod.toml"]);
  const toml = file === undefined ? undefined : parseToml(workspace.read(file));
  const options = SETTINGS.flatMap(([old, name]) => {
    const value = at(toml, "endpoint", old);
    return typeof value === "number" && Number.isInteger(value) && value >= 0 ? [`${name}=${String(value)}`] : [];
  });
  if (file === undefined || options.length === 0) return { options: [], remarks: [] };
  const reason = `\`${file}\` gives ${options.map((option) => `\`${option}\``).join(" and ")}. fal takes such values from the code at the first deployment; later ones keep what is set unless \`fal deploy --reset-scale\` says otherwise.`;
  return { options, remarks: [note("quiet-change", reason)] };
}
