import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { explain, replace, rewrite } from "./build.js";
import type { Definition, LocalRewrite } from "./local-rewrite.js";
import { defineFunction } from "./names.js";
import { isStep, type SdkUse } from "./sdk-uses.js";

const MODULE = "runpod.serverless.utils.rp_download";

const FUNCTIONS: Readonly<Record<string, ((module: PythonModule) => Definition) | undefined>> = {
  file: fileFunction,
  download_files_from_urls: filesFunction,
  download_input_objects: inputsFunction,
};

const MESSAGE =
  "`rp_download` fetches files from URLs; on fal, `download_file` of `fal.toolkit` fetches them, also guarded against private addresses.";

/** Downloads by `fal.toolkit`, returning the same dictionaries and lists as the SDK. */
export function findFileDownloads(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  const found: LocalRewrite[] = [];
  for (const use of uses) {
    if (!use.name.startsWith(`${MODULE}.`) || use.name.includes("()")) continue;
    const isCalled = use.node.parent?.type === "call" && use.node.fieldName === "function";
    if (isStep(use) && !isCalled) continue;
    const define = FUNCTIONS[use.name.slice(MODULE.length + 1)];
    found.push(define === undefined ? unknownFunction(use.node) : replaceFunction(module, use.node, define));
  }
  return found;
}

function replaceFunction(
  module: PythonModule,
  callee: PyNode,
  define: (module: PythonModule) => Definition,
): LocalRewrite {
  const definition = define(module);
  const texts = { rule: "file-download", message: MESSAGE, title: "Download with fal.toolkit" } as const;
  return rewrite(callee, texts, [replace(callee, definition.name)], { definitions: [definition] });
}

function unknownFunction(node: PyNode): LocalRewrite {
  const title = "Call `fal.toolkit.download_file(url, target_dir=…)`, which returns the path";
  return explain(node, { rule: "file-download", message: MESSAGE, title });
}

const DOWNLOAD = "from fal.toolkit import download_file";

function fileFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "fetch_file",
    ["import os", "import shutil", "import uuid", DOWNLOAD],
    (name, os = "", shutil = "", uuid = "", download = "") => `def ${name}(file_url):
    """Download a file and say where it is; a zip archive is unpacked beside it."""
    folder = ${os}.path.abspath(${os}.path.join("job_files", str(${uuid}.uuid4())))
    downloaded = ${download}(file_url, target_dir=folder)
    file_type = downloaded.suffix.replace(".", "")
    file_path = f"{folder}.{file_type}"
    ${shutil}.move(downloaded, file_path)
    if file_type == "zip":
        ${shutil}.unpack_archive(file_path, folder)
    return {
        "file_path": file_path,
        "type": file_type,
        "original_name": downloaded.name,
        "extracted_path": folder if file_type == "zip" else None,
    }
`,
  );
}

function filesFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "fetch_files",
    ["import os", "import shutil", "import uuid", DOWNLOAD],
    (name, os = "", shutil = "", uuid = "", download = "") => `def ${name}(job_id, urls):
    """Download files and return their paths, None for each that could not be fetched."""
    folder = ${os}.path.abspath(${os}.path.join("jobs", str(job_id), "downloaded_files"))
    paths = []
    for url in [urls] if isinstance(urls, str) else urls:
        if url is not None and not url.lower().startswith(("http://", "https://")):
            raise ValueError(f"not an address to download from: {url}")
        path = None
        try:
            if url:
                place = ${os}.path.join(folder, str(${uuid}.uuid4()))
                downloaded = ${download}(url, target_dir=f"{place}.download")
                path = ${shutil}.move(downloaded, place + downloaded.suffix)
        except Exception as error:
            print(f"Failed to download {url}: {error}")
        paths.append(path)
    return paths
`,
  );
}

/** The SDK of 2023 downloaded a list of inputs in order and left a missing one missing. */
function inputsFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "fetch_inputs",
    ["import os", "import uuid", DOWNLOAD],
    (name, os = "", uuid = "", download = "") => `def ${name}(urls):
    """Download input files and return their paths, None where there is no URL."""
    folders = [${os}.path.abspath(${os}.path.join("input_objects", str(${uuid}.uuid4()))) for _ in urls]
    return [url and str(${download}(url, target_dir=folder)) for url, folder in zip(urls, folders)]
`,
  );
}
