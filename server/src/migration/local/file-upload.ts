import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import type { Part } from "../../python/rewriter.js";
import { pythonString } from "../../python/literals.js";
import { bindArguments, type Arguments } from "./arguments.js";
import { explain, note, replace, rewrite } from "./build.js";
import { contentTypeOf } from "./content-types.js";
import type { Definition, LocalRewrite } from "./local-rewrite.js";
import { defineFunction, importAs, type ImportedAs } from "./names.js";
import { isStep, type SdkUse } from "./sdk-uses.js";

const MODULE = "runpod.serverless.utils.rp_upload";

/** What an upload becomes: its new source and what that needs. */
interface Upload {
  readonly parts: readonly Part[];
  readonly imports?: readonly ImportedAs[];
  readonly definitions?: readonly Definition[];
}

interface UploadFunction {
  readonly parameters: readonly string[];
  readonly convert: (module: PythonModule, given: Arguments) => Upload | undefined;
  readonly define: (module: PythonModule) => Definition;
}

const BUCKET = ["bucket_creds", "bucket_name", "prefix", "extra_args"] as const;

/** The functions of `rp_upload`, present and past. Each gives the caller a URL, and so does its fal form. */
const FUNCTIONS: Readonly<Record<string, UploadFunction | undefined>> = {
  upload_image: {
    parameters: ["job_id", "image_location", "result_index", "results_list", "bucket_name"],
    convert: (module, given) => (given.has("results_list") ? undefined : fromPath(module, given.get("image_location"))),
    define: imageFunction,
  },
  upload_file_to_bucket: {
    parameters: ["file_name", "file_location", ...BUCKET],
    convert: (module, given) => fromPath(module, given.get("file_location"), given.get("file_name")),
    define: namedFileFunction,
  },
  upload_in_memory_object: {
    parameters: ["file_name", "file_data", ...BUCKET],
    convert: (module, given) => fromBytes(module, given.get("file_data"), given.get("file_name")),
    define: bytesFunction,
  },
  files: {
    parameters: ["job_id", "file_list"],
    convert: (module, given) => fromPaths(module, given.get("file_list")),
    define: filesFunction,
  },
  bucket_upload: {
    parameters: ["job_id", "file_list", "bucket_creds"],
    convert: (module, given) => fromPaths(module, given.get("file_list")),
    define: filesFunction,
  },
  file: {
    parameters: ["file_name", "file_location", "bucket_creds"],
    convert: (module, given) => fromPath(module, given.get("file_location"), given.get("file_name")),
    define: namedFileFunction,
  },
};

/** Uploads go to fal's own storage; what they return stays a URL. */
export function findFileUploads(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  const found: LocalRewrite[] = [];
  for (const use of uses) {
    if (!use.name.startsWith(`${MODULE}.`)) continue;
    const name = use.name.slice(MODULE.length + 1);
    const called = name.endsWith("()") ? FUNCTIONS[name.slice(0, -2)] : undefined;
    if (called !== undefined && use.node.type === "call") found.push(replaceCall(module, use.node, called));
    else if (!isStep(use) && !name.includes("()")) found.push(replaceReference(module, use.node, name));
    else if (name === "get_boto_client()" && use.node.type === "call") found.push(keepBucket(use.node));
  }
  return found;
}

const MESSAGE =
  "`rp_upload` stores files in a bucket of yours; on fal, `File.from_path(…).url` of `fal.toolkit` stores them on fal's CDN.";
const REMARK = note("files go to fal's CDN instead of the bucket; the answer still holds a URL");

function texts(title: string): { rule: "file-upload"; message: string; title: string } {
  return { rule: "file-upload", message: MESSAGE, title };
}

function replaceCall(
  module: PythonModule,
  call: PyNode,
  { parameters, convert, define }: UploadFunction,
): LocalRewrite {
  const given = bindArguments(call, parameters);
  const upload = given === undefined ? undefined : convert(module, given);
  const choices = { safety: "review", remark: REMARK } as const;
  if (upload !== undefined)
    return rewrite(call, texts("Upload to fal's CDN"), [replace(call, ...upload.parts)], { ...choices, ...upload });
  const definition = define(module);
  const callee = call.field("function") ?? call;
  return rewrite(call, texts("Upload to fal's CDN"), [replace(callee, definition.name)], {
    ...choices,
    definitions: [definition],
  });
}

function replaceReference(module: PythonModule, reference: PyNode, name: string): LocalRewrite {
  const known = FUNCTIONS[name];
  if (known === undefined) return keepBucket(reference);
  const definition = known.define(module);
  return rewrite(reference, texts("Upload to fal's CDN"), [replace(reference, definition.name)], {
    safety: "review",
    remark: REMARK,
    definitions: [definition],
  });
}

/** A client of the user's own bucket: nothing of fal stands for it. */
function keepBucket(node: PyNode): LocalRewrite {
  return explain(node, texts("Upload with fal.toolkit's File, or make the bucket's client with boto3 and fal secrets"));
}

const FILE = "from fal.toolkit import File";

function fromPath(module: PythonModule, path: PyNode | undefined, name?: PyNode): Upload | undefined {
  if (path === undefined) return undefined;
  const known = contentTypeOf(module, path) ?? (name === undefined ? undefined : contentTypeOf(module, name));
  if (known === undefined) {
    const definition = fileFunction(module);
    return { parts: [`${definition.name}(`, path, ")"], definitions: [definition] };
  }
  const file = importAs(module, FILE);
  return { parts: [`${file.name}.from_path(`, path, `, content_type=${pythonString(known)}).url`], imports: [file] };
}

function fromPaths(module: PythonModule, paths: PyNode | undefined): Upload | undefined {
  if (paths === undefined) return undefined;
  const definition = fileFunction(module);
  return { parts: [`[${definition.name}(path) for path in `, paths, "]"], definitions: [definition] };
}

function fromBytes(module: PythonModule, data: PyNode | undefined, name: PyNode | undefined): Upload | undefined {
  const known = name === undefined ? undefined : contentTypeOf(module, name);
  if (data === undefined || name === undefined || known === undefined) return undefined;
  const file = importAs(module, FILE);
  const type = `, content_type=${pythonString(known)}, file_name=`;
  return { parts: [`${file.name}.from_bytes(`, data, type, name, ").url"], imports: [file] };
}

function fileFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "upload_file",
    ["import mimetypes", FILE],
    (name, types = "", file = "") => `def ${name}(path):
    """Upload a file to fal's CDN and return its URL."""
    content_type = ${types}.guess_type(str(path))[0] or "application/octet-stream"
    return ${file}.from_path(path, content_type=content_type).url
`,
  );
}

function imageFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "upload_image",
    ["import mimetypes", FILE],
    (
      name,
      types = "",
      file = "",
    ) => `def ${name}(job_id, image_location, result_index=0, results_list=None, bucket_name=None):
    """Upload an image to fal's CDN and return its URL."""
    content_type = ${types}.guess_type(str(image_location))[0] or "image/png"
    url = ${file}.from_path(image_location, content_type=content_type).url
    if results_list is not None:
        results_list[result_index] = url
    return url
`,
  );
}

function namedFileFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "upload_named_file",
    ["import mimetypes", FILE],
    (name, types = "", file = "") => `def ${name}(file_name, file_location, *bucket, **bucket_options):
    """Upload a file to fal's CDN, where no bucket is needed, and return its URL."""
    content_type = ${types}.guess_type(str(file_name))[0] or "application/octet-stream"
    return ${file}.from_path(file_location, content_type=content_type).url
`,
  );
}

function bytesFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "upload_bytes",
    ["import mimetypes", FILE],
    (name, types = "", file = "") => `def ${name}(file_name, file_data, *bucket, **bucket_options):
    """Upload data to fal's CDN, where no bucket is needed, and return its URL."""
    content_type = ${types}.guess_type(str(file_name))[0] or "application/octet-stream"
    return ${file}.from_bytes(file_data, content_type=content_type, file_name=file_name).url
`,
  );
}

function filesFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "upload_files",
    ["import mimetypes", FILE],
    (name, types = "", file = "") => `def ${name}(job_id, file_list, *bucket):
    """Upload files to fal's CDN and return their URLs."""
    return [
        ${file}.from_path(
            path, content_type=${types}.guess_type(str(path))[0] or "application/octet-stream"
        ).url
        for path in file_list
    ]
`,
  );
}
