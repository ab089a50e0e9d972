import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const localFilesOnly: Rule = {
  name: "local-files-only",
  title: "A model that must be there already",
  mappings: [
    sdkRow("local_files_only=True", "a download in setup(), cached below /data"),
    sdkRow("HF_HUB_OFFLINE=1", "a download in setup(), cached below /data"),
  ],
  why: "The weights are in the RunPod image or in RunPod's model cache. A fal app has neither: `setup()` downloads them once into `/data/.cache/huggingface`, which all runners share. Keep the flag where the app brings an image with the weights in it.",
  links: pages("local-files-only", "serverless/endpoints/model-caching"),
  safety: "review",
  severity: "warning",
  examples: [
    {
      title: "A flag that forbids the download",
      code: py`
        import runpod
        from diffusers import DiffusionPipeline

        pipeline = DiffusionPipeline.from_pretrained("studio/model", local_files_only=True)
      `,
      finds: ["local_files_only=True"],
      becomes: py`
        from diffusers import DiffusionPipeline

        pipeline = DiffusionPipeline.from_pretrained("studio/model")
      `,
    },
  ],
};
