import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { findDockerfile } from "./dockerfile.js";
import { GPUS, type Gpu } from "./gpu-table.js";
import { found, withCount, type MachineType } from "./named-gpu.js";
import { filesOf, foldersUpFrom } from "./paths.js";

/** The first GPU named in a comment of the worker, in its Dockerfile, or in the documentation beside it. */
export function fromProse(workspace: Workspace, modules: readonly PythonModule[]): MachineType | undefined {
  const [worker] = modules;
  if (worker === undefined) return undefined;
  const dockerfile = findDockerfile(workspace, worker.path);
  const readmes = documentation(workspace, worker.path);
  const places = [
    { where: `a comment of \`${worker.path}\``, text: commentsOf(worker) },
    ...(dockerfile === undefined ? [] : [{ where: `\`${dockerfile.path}\``, text: dockerfile.text }]),
    ...readmes.map((path) => ({ where: `\`${path}\``, text: workspace.read(path) ?? "" })),
  ];
  for (const { where, text } of places) {
    const mention = firstMention(text);
    if (mention !== undefined) return withCount(found(mention.gpu), 1, `${where} names the ${mention.words}`);
  }
  return undefined;
}

const READMES = ["README.md", "readme.md", "README.rst", "README.txt", "README"];

/** What only the root of a worker's own project holds. */
const PROJECT_MARKS = [
  "requirements.txt",
  "Dockerfile",
  "pyproject.toml",
  "builder/requirements.txt",
  ".runpod/hub.json",
];

/** The nearest documentation, but none above the worker's project: a collection's front page speaks of others too. */
function documentation(workspace: Workspace, path: string): readonly string[] {
  const files = filesOf(workspace);
  for (const folder of foldersUpFrom(path)) {
    const inFolder = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
    const readme = READMES.map(inFolder).find((name) => files.has(name));
    if (readme !== undefined) return [readme];
    if (PROJECT_MARKS.some((name) => files.has(inFolder(name)))) return [];
  }
  return [];
}

function commentsOf(module: PythonModule): string {
  const parts: string[] = [];
  for (const node of module.root.walk()) {
    const isDocstring = node.type === "expression_statement" && node.children[0]?.type === "string";
    if (node.type === "comment" || isDocstring) parts.push(node.text);
  }
  return parts.join("\n");
}

interface Mention {
  readonly gpu: Gpu;
  readonly words: string;
  readonly index: number;
}

function firstMention(text: string): Mention | undefined {
  const mentions = GPUS.flatMap((gpu) => mentionOf(gpu, text) ?? []);
  return mentions.reduce<Mention | undefined>(
    (first, mention) => (first === undefined || mention.index < first.index ? mention : first),
    undefined,
  );
}

function mentionOf(gpu: Gpu, text: string): Mention | undefined {
  if (gpu.mention === undefined) return undefined;
  for (const match of text.matchAll(new RegExp(gpu.mention, `${gpu.mention.flags.replace("g", "")}g`))) {
    if (gpu.needsContext !== true || speaksOfGpus(text, match.index))
      return { gpu, words: match[0].replace(/\s+/g, " "), index: match.index };
  }
  return undefined;
}

function speaksOfGpus(text: string, index: number): boolean {
  const start = text.lastIndexOf("\n", index) + 1;
  const end = text.indexOf("\n", index);
  return /\b(?:gpus?|nvidia|tesla|cuda|vram)\b/i.test(text.slice(start, end < 0 ? undefined : end));
}
