import type { Workspace } from "../workspace.js";
import { findDockerfile } from "./dockerfile.js";
import { fileOfImage } from "./image-files.js";
import { baseName } from "./paths.js";
import { shellCommands } from "./shell.js";

/**
 * What the image's start command gives a worker as arguments: `--model small` of `CMD python -u handler.py --model small`,
 * also where a script of the project starts it. None where no command tells, or where the shell fills a value in.
 */
export function startArguments(workspace: Workspace, path: string): readonly string[] {
  const dockerfile = findDockerfile(workspace, path);
  const starts = dockerfile?.steps.flatMap((step) => (step.kind === "start" ? [step.words] : [])) ?? [];
  for (const words of starts.reverse()) {
    const scripts = words.filter((word) => word.endsWith(".sh"));
    const texts = scripts.flatMap((script) => {
      const file = dockerfile === undefined ? undefined : fileOfImage(workspace, dockerfile, script);
      return (file === undefined ? undefined : workspace.read(file)) ?? [];
    });
    const commands = [words, ...texts.flatMap((text) => shellCommands(text).map((command) => command.words))];
    const found = commands.map((command) => argumentsBehind(command, path)).find((given) => given !== undefined);
    if (found !== undefined) return found.some((word) => word.includes("$")) ? [] : found;
  }
  return [];
}

/** RunPod's SDK reads options of its own from the command line. */
const OF_THE_SDK = /^--rp_\w+$|^--test_\w+$/;

function argumentsBehind(words: readonly string[], path: string): readonly string[] | undefined {
  const at = words.findIndex((word) => word === baseName(path) || word.endsWith(`/${baseName(path)}`));
  if (at < 0) return undefined;
  const rest = words.slice(at + 1);
  const end = rest.findIndex((word) => /^(?:&&?|\|\|?|;|\d*>.*)$/.test(word));
  const given = end < 0 ? rest : rest.slice(0, end);
  return given.some((word) => OF_THE_SDK.test(word)) ? [] : given;
}
