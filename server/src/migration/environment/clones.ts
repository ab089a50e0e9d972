import { inside, type ImageCommand } from "./image-commands.js";

/** A repository that an image holds because it was cloned while the image was built. */
export interface Clone {
  readonly address: string;
  /** The folder of the image it is in. */
  readonly folder: string;
  /** The same as an item of `requirements`, for one that pip can build. */
  readonly requirement: string;
}

/** Options of `git clone` that are followed by a value. */
const WITH_VALUE = new Set([
  "-b",
  "--branch",
  "--depth",
  "-o",
  "--origin",
  "-c",
  "--config",
  "-j",
  "--jobs",
  "--filter",
]);

/** The repositories that commands clone. */
export function clonesOf(commands: readonly ImageCommand[]): readonly Clone[] {
  return commands.flatMap(({ words, folder }) => {
    const verb = words.findIndex((word, index) => word === "clone" && words[index - 1] === "git");
    return verb < 0 ? [] : (readClone(words.slice(verb + 1), folder) ?? []);
  });
}

function readClone(words: readonly string[], folder: string): Clone | undefined {
  const places: string[] = [];
  let branch: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) places.push(word);
    else if (word.startsWith("--branch=")) branch = word.slice("--branch=".length);
    else if (WITH_VALUE.has(word)) {
      index += 1;
      if (word === "-b" || word === "--branch") branch = words[index];
    }
  }
  const [address, target] = places;
  if (address === undefined || !/^(?:https?:\/\/|git@)/.test(address)) return undefined;
  const name =
    address
      .replace(/\/+$/, "")
      .split("/")
      .at(-1)
      ?.replace(/\.git$/, "") ?? "";
  const revision = branch === undefined ? "" : `@${branch}`;
  const requirement = `git+${address.replace(/^git@([^:]+):/, "ssh://git@$1/")}${revision}`;
  return { address, folder: inside(folder, target ?? name), requirement };
}

/** The clone that a folder of the image is, a folder inside of one left out. */
export function cloneAt(clones: readonly Clone[], folder: string): Clone | undefined {
  return clones.findLast((clone) => clone.folder === folder);
}
