import { guideRow, pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const volumePath: Rule = {
  name: "volume-path",
  title: "A path on the network volume",
  mappings: [
    guideRow("Network volumes", "/data persistent storage"),
    sdkRow("/runpod-volume/huggingface-cache", "/data/.cache/huggingface"),
  ],
  why: "fal mounts persistent storage at `/data` on every runner, without being asked to. What lies on the RunPod volume has to be uploaded there once; what the code downloads to it comes by itself.",
  links: pages("volume-path", "storage/network-volumes"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "A folder on the volume",
      code: py`
        import runpod

        WEIGHTS = "/runpod-volume/weights"
      `,
      finds: ["/runpod-volume/weights"],
      becomes: py`
        WEIGHTS = "/data/weights"
      `,
    },
    {
      title: "Only spoken of",
      code: py`
        import runpod

        def load():
            """Reads /runpod-volume."""
      `,
      finds: [],
    },
  ],
};
