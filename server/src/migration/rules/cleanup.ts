import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const cleanup: Rule = {
  name: "cleanup",
  title: "RunPod's clean-up of files",
  mappings: [sdkRow("rp_cleanup.clean(folders)", "shutil.rmtree()")],
  why: "`rp_cleanup.clean` removes the folders that the SDK's helpers fill, and those it is given. The standard library does the same. `/tmp` itself is kept, because other requests and parts of a fal runner have files there.",
  links: pages("cleanup", "serverless/workers/handler-functions"),
  safety: "safe",
  severity: "information",
  examples: [
    {
      title: "A job's folders",
      code: py`
        import runpod
        from runpod.serverless.utils import rp_cleanup

        def finish(job_id):
            rp_cleanup.clean([f"jobs/{job_id}"])
      `,
      finds: ["rp_cleanup.clean"],
      becomes: py`
        import os
        import shutil




        def remove_job_files(folder_list=None):
            """Delete what a job left behind, but never /tmp itself, which other requests use."""
            for folder in ["input_objects", "output_objects", "job_files", *(folder_list or [])]:
                if os.path.abspath(folder) not in ("/", "/tmp"):
                    shutil.rmtree(folder, ignore_errors=True)
            if os.path.exists("output.zip"):
                os.remove("output.zip")


        def finish(job_id):
            remove_job_files([f"jobs/{job_id}"])
      `,
    },
  ],
};
