import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const fileDownload: Rule = {
  name: "file-download",
  title: "A file is fetched from a URL",
  mappings: [
    sdkRow("rp_download.file(url)", "download_file(url, target_dir=…)"),
    sdkRow("rp_download.download_files_from_urls(job_id, urls)", "download_file(url, target_dir=…) for each"),
    sdkRow("download_input_objects(urls) (the SDK of 2023)", "download_file(url, target_dir=…) for each"),
  ],
  why: "`download_file` of `fal.toolkit` fetches a file and returns its path. Where the code reads the dictionary or the list that RunPod's helper returned, a small function with the same answer stands in front of it.",
  links: pages("file-download", "serverless/workers/handler-functions"),
  safety: "safe",
  severity: "information",
  examples: [
    {
      title: "Several files",
      code: py`
        from runpod.serverless.utils import rp_download

        def fetch(job):
            return rp_download.download_files_from_urls(job["id"], job["input"]["urls"])
      `,
      finds: ["rp_download.download_files_from_urls"],
      becomes: py`
        import os
        import shutil
        import uuid

        from fal.toolkit import download_file


        def fetch_files(job_id, urls):
            """Download files and return their paths, None for each that could not be fetched."""
            folder = os.path.abspath(os.path.join("jobs", str(job_id), "downloaded_files"))
            paths = []
            for url in [urls] if isinstance(urls, str) else urls:
                if url is not None and not url.lower().startswith(("http://", "https://")):
                    raise ValueError(f"not an address to download from: {url}")
                path = None
                try:
                    if url:
                        place = os.path.join(folder, str(uuid.uuid4()))
                        downloaded = download_file(url, target_dir=f"{place}.download")
                        path = shutil.move(downloaded, place + downloaded.suffix)
                except Exception as error:
                    print(f"Failed to download {url}: {error}")
                paths.append(path)
            return paths


        def fetch(job):
            return fetch_files(job["id"], job["input"]["urls"])
      `,
    },
    {
      title: "As the SDK of 2023 did",
      code: py`
        from runpod.serverless.utils import download

        def fetch(image, mask):
            image, mask = download.download_input_objects([image, mask])
            return image, mask
      `,
      finds: ["download.download_input_objects"],
      becomes: py`
        import os
        import uuid

        from fal.toolkit import download_file


        def fetch_inputs(urls):
            """Download input files and return their paths, None where there is no URL."""
            folders = [os.path.abspath(os.path.join("input_objects", str(uuid.uuid4()))) for _ in urls]
            return [url and str(download_file(url, target_dir=folder)) for url, folder in zip(urls, folders)]


        def fetch(image, mask):
            image, mask = fetch_inputs([image, mask])
            return image, mask
      `,
    },
  ],
};
