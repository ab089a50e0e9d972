import type { Workspace } from "../workspace.js";
import type { Dockerfile } from "./dockerfile.js";
import { fileOfImage } from "./image-files.js";
import { shellCommands } from "./shell.js";

/** A command that runs while an image is built, and the image's folder that it runs in. */
export interface ImageCommand {
  readonly words: readonly string[];
  readonly folder: string;
}

/** The commands of a Dockerfile's RUN lines in order, those of the project's scripts that they run included. */
export function imageCommands(workspace: Workspace, dockerfile: Dockerfile): readonly ImageCommand[] {
  const found: ImageCommand[] = [];
  let folder = "/";
  for (const step of dockerfile.steps) {
    if (step.kind === "workdir") folder = inside(folder, step.path);
    if (step.kind !== "run") continue;
    let current = folder;
    for (const { words } of step.commands) {
      found.push({ words, folder: current });
      for (const command of scriptCommands(workspace, dockerfile, words))
        found.push({ words: command, folder: current });
      if (words[0] === "cd" && words[1] !== undefined) current = inside(current, words[1]);
    }
  }
  return found;
}

function scriptCommands(
  workspace: Workspace,
  dockerfile: Dockerfile,
  words: readonly string[],
): readonly (readonly string[])[] {
  const script = words.find((word) => word.endsWith(".sh"));
  const path = script === undefined ? undefined : fileOfImage(workspace, dockerfile, script);
  const text = path === undefined ? undefined : workspace.read(path);
  return text === undefined ? [] : shellCommands(text).map((command) => command.words);
}

/** A path of the image as seen from one of its folders. */
export function inside(folder: string, path: string): string {
  const parts = path.startsWith("/") ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return `/${parts.filter((part) => part !== "").join("/")}`;
}
