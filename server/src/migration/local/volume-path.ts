import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { statementOf } from "../../python/queries.js";
import { explain, note, replace, rewrite } from "./build.js";
import type { LocalRewrite, Replacement } from "./local-rewrite.js";
import { literalTexts } from "./strings.js";

const VOLUME = /\/runpod-volume(?![\w-])/g;
const WORKSPACE = /^\/workspace(?![\w-])/g;

/** RunPod mounts Hugging Face's cache on the volume; fal has it in the place that HF_HOME names there. */
const HUB = /\/runpod-volume\/huggingface-cache(?![\w-])/g;

const TEXTS = {
  rule: "volume-path",
  message:
    "RunPod mounts the network volume at `/runpod-volume`; fal mounts persistent storage at `/data` on every runner.",
  title: "Use /data, where the volume's files must be uploaded once",
} as const;

const REMARK = note(
  "what is on the network volume must be uploaded to /data once, as far as the code does not download it",
);

/** Paths on the network volume become paths below `/data`. */
export function findVolumePaths(module: PythonModule): readonly LocalRewrite[] {
  const found: LocalRewrite[] = [];
  for (const text of literalTexts(module, /\/runpod-volume|\/workspace/)) {
    const replacements = [...spansOf(text, HUB, "/data/.cache/huggingface"), ...spansOf(text, VOLUME, "/data")];
    if (replacements.length > 0) found.push(rewriteAll(text, withoutOverlap(replacements)));
    else found.push(...workspacePath(module, text));
  }
  return found;
}

function rewriteAll(text: PyNode, replacements: readonly Replacement[]): LocalRewrite {
  return rewrite(text, TEXTS, replacements, { safety: "review", remark: REMARK });
}

function spansOf(text: PyNode, pattern: RegExp, by: string): readonly Replacement[] {
  return [...text.text.matchAll(pattern)].map(({ index, 0: found }) => {
    const start = text.start + index;
    return replace({ start, end: start + found.length }, by);
  });
}

function withoutOverlap(replacements: readonly Replacement[]): readonly Replacement[] {
  return replacements.filter(
    ({ span }, index) => !replacements.slice(0, index).some((other) => other.span.start === span.start),
  );
}

/** `/workspace` is the volume on a pod, and in many images an ordinary folder: only names can tell. */
function workspacePath(module: PythonModule, text: PyNode): readonly LocalRewrite[] {
  const replacements = spansOf(text, WORKSPACE, "/data");
  if (replacements.length === 0 || text.parent?.children[1] !== text) return [];
  if (isVolume(module, text)) return [rewriteAll(text, replacements)];
  const message =
    "`/workspace` is a folder of the RunPod image, or a pod's volume; on fal, only `/data` outlives a runner.";
  const title = "Ship the files with the app or the image, or move them to `/data`";
  const remark = note(`${message} ${title}.`);
  return [explain(text, { rule: "image-path", message, title }, { severity: "information", remark })];
}

function isVolume(module: PythonModule, text: PyNode): boolean {
  return /volume|persist|storage/i.test(statementOf(text).text) || module.source.includes("/runpod-volume");
}
