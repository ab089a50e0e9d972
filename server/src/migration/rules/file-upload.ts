import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const fileUpload: Rule = {
  name: "file-upload",
  title: "A file is uploaded to a bucket",
  mappings: [
    sdkRow("rp_upload.upload_image(job_id, path)", "Image.from_path(path).url"),
    sdkRow("rp_upload.upload_file_to_bucket(…)", "File.from_path(path).url"),
    sdkRow("rp_upload.upload_in_memory_object(…)", "File.from_bytes(data).url"),
  ],
  why: "`rp_upload` needs a bucket of yours and its credentials, and returns a path where they are missing. `fal.toolkit` uploads to fal's CDN without any; the answer stays a URL. Where the bucket matters, keep it with boto3 and give its credentials with `fal secrets set`.",
  links: pages("file-upload", "serverless/development/environment-variables"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "A picture",
      code: py`
        import runpod
        from runpod.serverless.utils import rp_upload

        def finish(job, path):
            return {"image_url": rp_upload.upload_image(job["id"], path)}
      `,
      finds: ['rp_upload.upload_image(job["id"], path)'],
      becomes: py`
        import mimetypes


        from fal.toolkit import File


        def upload_file(path):
            """Upload a file to fal's CDN and return its URL."""
            content_type = mimetypes.guess_type(str(path))[0] or "application/octet-stream"
            return File.from_path(path, content_type=content_type).url


        def finish(job, path):
            return {"image_url": upload_file(path)}
      `,
    },
  ],
};
