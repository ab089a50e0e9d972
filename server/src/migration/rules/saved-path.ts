import { ownFile } from "../conversion/answers/called-function.js";
import { uploadsOf } from "../conversion/answers/uploads.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const savedPathRule: Rule = {
  name: "saved-path",
  title: "An answer names a file that only the worker has",
  mappings: [sdkRow("return the path of a file the worker wrote", "Image, Audio, Video or File of fal.toolkit")],
  why: "A path on the worker's own disk is of no use to a caller, on RunPod as on fal. An `Image`, `Audio`, `Video` or `File` of `fal.toolkit` is uploaded to fal's CDN and answered as an object with a `url`; its field is named without `_path`.",
  links: pages("saved-path", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  examples: [
    {
      title: "A picture on the worker's disk",
      code: py`
        import runpod
        from painter import paint

        def handler(job):
            picture = paint(job["input"]["prompt"])
            picture.save("/tmp/picture.png")
            return {"image_path": "/tmp/picture.png"}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['"/tmp/picture.png"'],
    },
    {
      title: "A list of such paths",
      code: py`
        import runpod
        from painter import paint

        def handler(job):
            paths = []
            for number in range(4):
                path = f"/tmp/{number}.png"
                paint(job["input"]["prompt"]).save(path)
                paths.append(path)
            return {"image_paths": paths}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["paths"],
    },
    {
      title: "A path that the caller gave",
      code: py`
        import runpod

        def handler(job):
            path = job["input"]["path"]
            return {"path": path}

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, handlers }) {
    const answering = handlers.map(({ definition }) => ({ module, definition }));
    for (const { value, type, source, saved } of uploadsOf(answering, ownFile(module).resolve).uploads) {
      if (source === "image" && saved === undefined) continue;
      const message = `No caller can open this path; on fal, \`${type}\` of \`fal.toolkit\` uploads the file and answers its URL.`;
      yield { span: value, message };
    }
  },
};
