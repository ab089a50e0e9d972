import { base64Text } from "../conversion/answers/base64-texts.js";
import { answerParts } from "../conversion/answers/uploads.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { returnedValues } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const base64Answer: Rule = {
  name: "base64-answer",
  title: "An answer holds a file as base64",
  mappings: [sdkRow('return {"image": base64 text}', "the same text, or Image, Audio, Video or File of fal.toolkit")],
  why: "RunPod's answers are JSON, so workers send small files as base64. The fal app sends the same text, because callers decode it. A second fix uploads the bytes to fal's CDN instead: answers stay small, and callers fetch the file from its `url`, for which they have to change.",
  links: pages("base64-answer", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  announced: "note",
  examples: [
    {
      title: "An image",
      code: py`
        import base64
        import io
        import runpod
        from PIL import Image

        def encode(image):
            buffer = io.BytesIO()
            image.save(buffer, format="PNG")
            return base64.b64encode(buffer.getvalue()).decode("utf-8")

        def handler(job):
            image = Image.new("RGB", (8, 8), job["input"]["color"])
            return {"image": encode(image)}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["encode(image)"],
    },
    {
      title: "A data URL, and a list",
      code: py`
        import base64 as b
        import runpod

        def handler(job):
            sound = b.b64encode(job["input"]["text"].encode()).decode()
            parts = [b.b64encode(part.encode()).decode() for part in job["input"]["parts"]]
            return {"sound": f"data:audio/wav;base64,{sound}", "parts": parts}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['f"data:audio/wav;base64,{sound}"', "parts"],
    },
    {
      title: "Base64 that is decoded, or only sometimes answered",
      code: py`
        import base64
        import runpod

        def handler(job):
            text = base64.b64decode(job["input"]["text"]).decode()
            if job["input"]["encode"]:
                text = base64.b64encode(text.encode()).decode()
            return {"text": text}

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, handlers }) {
    for (const { definition, isGenerator, encoders } of handlers) {
      for (const { value } of isGenerator ? [] : returnedValues(definition)) {
        for (const part of answerParts(value)) {
          if (base64Text(module, part, encoders) !== undefined)
            yield {
              span: part,
              message:
                "This is a file as base64, and stays so; on fal, another fix uploads it with `fal.toolkit`, and callers get a `url` instead.",
            };
        }
      }
    }
  },
};
