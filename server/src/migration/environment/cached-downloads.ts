import type { Workspace } from "../workspace.js";
import type { Dockerfile } from "./dockerfile.js";
import { fileOfImage } from "./image-files.js";

/** What Hugging Face's libraries download into their cache by themselves when it is asked for again. */
const INTO_THE_CACHE =
  /\b(?:from_pretrained|snapshot_download|hf_hub_download|pipeline|SentenceTransformer|WhisperModel)\b/;

/** What puts a download somewhere else, or needs a key: nobody but the image has it there. */
const ELSEWHERE =
  /local[_-]dir|cache[_-]dir|download_root|output_dir|save_pretrained|\.save\(|\bsave_to_disk|\bopen\(|\bcopy|\bmove\(|urlretrieve|urlopen|requests\.|\bwget\b|\bcurl\b|gdown|torch\.hub|subprocess|os\.system|token/i;

/**
 * Whether a command of an image only fills Hugging Face's cache. On fal that cache is on `/data`, and the first runner
 * fills it.
 */
export function fillsCache(workspace: Workspace, dockerfile: Dockerfile, words: readonly string[]): boolean {
  const command = words.join(" ");
  if (/\b(?:huggingface-cli|hf) download\b/.test(command)) return !ELSEWHERE.test(command);
  if (!/(?:^|\s)\S*python[\d.]*\s/.test(command)) return false;
  const script = words.find((word) => /^[\w./-]+\.py$/.test(word));
  const file = script === undefined ? undefined : fileOfImage(workspace, dockerfile, script);
  const code = script === undefined ? command : file === undefined ? "" : (workspace.read(file) ?? "");
  return INTO_THE_CACHE.test(code) && !ELSEWHERE.test(`${command}\n${code}`);
}
