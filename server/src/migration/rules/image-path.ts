import type { PyNode } from "../../python/node.js";
import { literalTexts } from "../local/strings.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

/** Folders that Dockerfiles of workers fill. */
const IN_THE_IMAGE = /^\/(?:app|src|models?|model_cache|content|weights|checkpoints|comfyui|ComfyUI)\//;

export const imagePath: Rule = {
  name: "image-path",
  title: "A path inside the RunPod image",
  mappings: [
    sdkRow("/workspace", "/data"),
    sdkRow("files that the Dockerfile copies or downloads", "app_files, /data, or an image of the app"),
  ],
  why: "A worker's Dockerfile puts models and code at fixed places. A fal app that is built from `requirements` has none of these: ship files of yours with `app_files`, download weights in `setup()` below `/data`, or give the app the image.",
  links: pages("image-path", "storage/network-volumes"),
  safety: "manual",
  severity: "warning",
  examples: [
    {
      title: "Weights from the image",
      code: py`
        import runpod
        from engine import load

        def handler(job):
            return load("/models/large.safetensors").run(job["input"])

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["/models/large.safetensors"],
    },
    {
      title: "A folder of a pod",
      code: py`
        import runpod

        OUTPUT = "/workspace/output"
      `,
      finds: ["/workspace/output"],
    },
    {
      title: "A route, and a path that every machine has",
      code: py`
        import runpod
        from server import route

        @route("/models/list")
        def models():
            return open("/tmp/list.json").read()

        runpod.serverless.start({"handler": lambda job: models()})
      `,
      finds: [],
    },
  ],
  *find({ module, isWorker }) {
    if (!isWorker) return;
    for (const text of literalTexts(
      module,
      /\/(?:app|src|models?|model_cache|content|weights|checkpoints|comfyui)\//i,
    )) {
      if (IN_THE_IMAGE.test(text.text) && isWholeStart(text) && text.ancestor("decorator") === undefined)
        yield {
          span: text,
          message: "This path is in the RunPod image; on fal, ship the file with `app_files`, or put it below `/data`.",
        };
    }
  },
};

/** Whether a piece of text begins its string: `f"{base}/models/x"` is somebody else's path. */
function isWholeStart(text: PyNode): boolean {
  return text.parent?.children[1] === text;
}
