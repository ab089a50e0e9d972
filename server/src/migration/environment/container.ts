import type { Workspace } from "../workspace.js";
import { fillsCache } from "./cached-downloads.js";
import { findDockerfile, type Dockerfile } from "./dockerfile.js";
import { baseName, filesOf } from "./paths.js";
import { condaArguments, condaFileArgument, isPlainConda } from "./conda.js";
import { isPlainCondaFile } from "./conda-file.js";
import { imageCommands } from "./image-commands.js";
import { fileOfImage } from "./image-files.js";
import { isPipInstall } from "./pip-command.js";
import { decision, listed, note, type EnvironmentRemark } from "./remark.js";
import { shellCommands } from "./shell.js";

/** What a worker's image holds beyond Python packages. */
export interface Container {
  readonly dockerfile: Dockerfile;
  /** Debian packages it installs, sorted; those that fal's own image or pip make needless left out. */
  readonly systemPackages: readonly string[];
  /** Commands that download weights or other files while the image is built, to places that only the image has. */
  readonly downloads: readonly string[];
  /** Commands that only fill Hugging Face's cache. */
  readonly cached: readonly string[];
  /** Repositories it clones. */
  readonly clones: readonly string[];
  /** What it compiles, or installs by other means than apt and pip. */
  readonly otherInstalls: readonly string[];
  /** Programs that are started beside the handler. */
  readonly servers: readonly string[];
  /** The image it stands on, where that brings software of its own. */
  readonly softwareBase: string | undefined;
  /** The environment it sets, the author's own values only. */
  readonly variables: ReadonlyMap<string, string>;
  /** A clause that tells why the worker needs a GPU even though its Python code imports no GPU library. */
  readonly gpuSoftware: string | undefined;
}

/** Reads the Dockerfile of a worker; undefined where there is none. */
export function readContainer(workspace: Workspace, path: string): Container | undefined {
  const dockerfile = findDockerfile(workspace, path);
  if (dockerfile === undefined) return undefined;
  const commands = imageCommands(workspace, dockerfile)
    .map(({ words }) => words)
    .filter((words) => !isPipInstall(words) && !bringsPythonAlone(workspace, dockerfile, words));
  const cached = commands.filter((words) => fillsCache(workspace, dockerfile, words));
  const servers = serversOf(workspace, dockerfile, path);
  const base = dockerfile.base ?? "";
  const softwareBase = SOFTWARE_BASES.find(({ image }) => image.test(base));
  const isPlainBase = softwareBase === undefined && (base === "" || base.includes("$") || PLAIN_BASE.test(base));
  return {
    dockerfile,
    systemPackages: systemPackages(commands),
    downloads: matching(
      commands.filter((words) => !cached.includes(words)),
      DOWNLOAD,
    ),
    cached: matching(cached, DOWNLOAD),
    clones: matching(commands, CLONE).map((command) => /\S*(?:https?:\/\/|git@)\S+/.exec(command)?.[0] ?? command),
    otherInstalls: matching(commands, OTHER_INSTALL),
    servers,
    softwareBase: isPlainBase ? undefined : dockerfile.base,
    variables: variablesOf(workspace, dockerfile),
    gpuSoftware: gpuSoftware(dockerfile, servers, softwareBase),
  };
}

/** What moving the image would take, as one decision; undefined where Python packages are all that it adds. */
export function containerRemark(container: Container | undefined): EnvironmentRemark | undefined {
  if (container === undefined) return undefined;
  const { dockerfile, systemPackages, downloads, clones, otherInstalls, servers, softwareBase, variables } = container;
  const parts = [
    softwareBase === undefined ? "" : `stands on \`${softwareBase}\`, which brings software of its own`,
    systemPackages.length === 0 ? "" : `installs the system packages ${listed(systemPackages)}`,
    otherInstalls.length === 0 ? "" : `runs ${listed(otherInstalls.slice(0, 3))}`,
    clones.length === 0 ? "" : `clones ${listed(clones.slice(0, 3))}`,
    downloads.length === 0 ? "" : `downloads files while it is built (${listed(downloads.slice(0, 2))})`,
    servers.length === 0 ? "" : `starts ${listed(servers)} beside the handler`,
    variables.size === 0 ? "" : `sets ${listed([...variables.keys()])}`,
  ].filter((part) => part !== "");
  if (parts.length === 0) return undefined;
  const reason = `\`${dockerfile.path}\` ${parts.join("; it ")}. \`requirements\` cannot do that: ${whatItTakes(container)}.`;
  return decision("container-image", reason);
}

/** What the image did ahead and fal does by itself; undefined where that is nothing. */
export function cacheRemark(container: Container | undefined): EnvironmentRemark | undefined {
  if (container === undefined || container.cached.length === 0) return undefined;
  const { dockerfile, cached } = container;
  const reason = `\`${dockerfile.path}\` fills Hugging Face's cache while it is built (${listed(cached.slice(0, 2))}); on fal, the first runner downloads into \`/data/.cache/huggingface\`, where all runners find it.`;
  return note("container-image", reason);
}

function whatItTakes({
  systemPackages,
  downloads,
  clones,
  otherInstalls,
  servers,
  softwareBase,
  variables,
}: Container): string {
  const needsImage = systemPackages.length + otherInstalls.length + servers.length > 0 || softwareBase !== undefined;
  const steps = [
    needsImage
      ? "use it as `image = ContainerImage.from_dockerfile(…)` without its COPY of the handler and its CMD"
      : "",
    downloads.length > 0 ? "let `setup()` download to `/data`, where files outlive the runner" : "",
    clones.length > 0 && !needsImage ? "clone in `setup()` with `fal.toolkit.clone_repository`" : "",
    servers.length > 0 ? "start the server in `setup()`" : "",
    variables.size > 0 && !needsImage ? "set the variables in `setup()`, or as fal secrets" : "",
  ].filter((step) => step !== "");
  return steps.join("; ");
}

/** A `conda install`, or an environment made from a file of the project, for which `requirements` can stand. */
function bringsPythonAlone(workspace: Workspace, dockerfile: Dockerfile, words: readonly string[]): boolean {
  const installed = condaArguments(words);
  if (installed !== undefined) return isPlainConda(installed);
  const listed = condaFileArgument(words);
  const file = listed === undefined ? undefined : fileOfImage(workspace, dockerfile, listed);
  return file !== undefined && isPlainCondaFile(workspace, file);
}

/** Packages of the build itself, and those that every Python image has or pip's wheels make needless. */
const PLAIN_PACKAGES = new Set(
  (
    "apt-transport-https apt-utils bash build-essential bzip2 ca-certificates cmake coreutils curl dirmngr g++ gcc git git-lfs " +
    "gnupg gnupg2 gpg htop iproute2 less locales lsb-release make nano net-tools ninja-build openssh-client openssh-server " +
    "pkg-config procps python-is-python3 python3 python3-dev python3-distutils python3-pip python3-setuptools python3-venv " +
    "python3-wheel rsync software-properties-common sudo tini tree tzdata unzip vim wget xz-utils zip zlib1g-dev"
  ).split(" "),
);

function systemPackages(commands: readonly (readonly string[])[]): readonly string[] {
  const packages = new Set<string>();
  for (const words of commands) {
    const verb = words.indexOf("install");
    const tool = words.slice(0, verb).find((word) => /^(?:apt|apt-get|apk|yum|dnf|aptitude)$/.test(word));
    if (verb < 0 || tool === undefined) continue;
    for (const word of words.slice(verb + 1)) {
      const name = word.replace(/=.*$/, "");
      if (/^[a-z0-9][a-z0-9+.-]+$/.test(name) && !isPlain(name)) packages.add(name);
    }
  }
  return [...packages].sort();
}

function isPlain(name: string): boolean {
  return PLAIN_PACKAGES.has(name) || /^python3?\.?\d*(?:-(?:dev|venv|distutils|pip|full))?$/.test(name);
}

const DOWNLOAD =
  /\b(?:wget|aria2c|gdown|hf_hub_download|snapshot_download|huggingface-cli download|hf download|git lfs (?:clone|pull))\b|\bcurl\b.*(?:\s-\w*[oO]\b|--output|--remote-name)|\bpython[\d.]*\s(?:-u\s)?\S*(?:download|fetch|cache|preload|get_models?)\S*\.py\b|\bfrom_pretrained\b/;
const CLONE = /\bgit\s+clone\b/;
const OTHER_INSTALL =
  /^(?:(?:\S*\/)?(?:conda|mamba|micromamba|npm|yarn|cargo|go|comfy|make|cmake|ninja|nvcc)\s)|\bpython[\d.]*\s+(?:-m\s+)?setup\.py\b/;

/** Downloads that fetch what the build itself needs, not what the worker reads. */
const TOOL_DOWNLOAD =
  /get-pip\.py|\.deb\b|\.asc\b|\.gpg\b|\.key\b|install\.sh|miniconda|miniforge|keyring|nodesource|cmake-|\.list\b/i;

function matching(commands: readonly (readonly string[])[], pattern: RegExp): readonly string[] {
  const found = commands
    .map((words) => words.join(" "))
    .filter((command) => pattern.test(command) && !TOOL_DOWNLOAD.test(command))
    .filter((command) => !/^(?:apt|apt-get|apk)\b/.test(command));
  return [...new Set(found)]
    .map(withoutTokens)
    .map((command) => (command.length > 100 ? `${command.slice(0, 99)}…` : command));
}

/** A command as it may be repeated in a report: access tokens and passwords in addresses are left out. */
function withoutTokens(command: string): string {
  return command.replace(/\b(?:hf|ghp|gho|rpa|sk|pat)[-_][A-Za-z0-9]{10,}/g, "…").replace(/(:\/\/)[^/@\s]+@/g, "$1…@");
}

/** Programs that serve beside the handler, by the command that starts them. */
const SERVERS: readonly { readonly name: string; readonly pattern: RegExp; readonly gpu: boolean }[] = [
  { name: "ComfyUI", pattern: /comfyui\b.*main\.py|comfy\s+launch|\/comfyui\/|ComfyUI/i, gpu: true },
  { name: "ollama serve", pattern: /\bollama\s+(?:serve|run)\b/, gpu: true },
  { name: "vLLM's server", pattern: /\bvllm\s+serve\b|vllm\.entrypoints/, gpu: true },
  { name: "SGLang's server", pattern: /sglang\.launch_server/, gpu: true },
  { name: "text-generation-launcher", pattern: /text-generation-launcher/, gpu: true },
  { name: "Stable Diffusion web UI", pattern: /webui\.(?:py|sh)|launch\.py.*--api|--nowebui/, gpu: true },
  { name: "llama.cpp's server", pattern: /llama-server|llama\.cpp\/server|llama_cpp\.server/, gpu: true },
  { name: "tritonserver", pattern: /\btritonserver\b/, gpu: true },
  { name: "uvicorn", pattern: /\b(?:uvicorn|gunicorn|hypercorn)\b/, gpu: false },
  { name: "redis-server", pattern: /\bredis-server\b/, gpu: false },
  { name: "nginx", pattern: /\bnginx\b/, gpu: false },
  { name: "sshd", pattern: /\bsshd\b|service\s+ssh\s+start/, gpu: false },
];

/** The servers that the start command, or the script that it names, runs besides the worker. */
function serversOf(workspace: Workspace, dockerfile: Dockerfile, path: string): readonly string[] {
  const start = dockerfile.steps.flatMap((step) => (step.kind === "start" ? [step.words] : []));
  const lines = start.flatMap((words) => {
    const script = words.flatMap((word) => word.split(/\s+/)).find((word) => word.endsWith(".sh"));
    const file = script === undefined ? undefined : fileOfImage(workspace, dockerfile, script);
    const text = file === undefined ? undefined : workspace.read(file);
    return text === undefined ? [words.join(" ")] : shellCommands(text).map((command) => command.words.join(" "));
  });
  const others = lines.filter(
    (line) => !line.includes(baseName(path)) && !/^(?:echo|export|cd|cat|ls|mkdir|ln|rm)\b/.test(line),
  );
  return SERVERS.filter(({ pattern }) => others.some((line) => pattern.test(line))).map(({ name }) => name);
}

/** Images that carry a program or a compiled stack which pip cannot install. */
/** Images that hold an operating system, Python, CUDA or a framework that `requirements` can name. */
const PLAIN_BASE =
  /^(?:[\w.-]+\.\w+\/)?(?:(?:[\w.-]+\/)*(?:library|docker|amd64|arm64v8)\/)?(?:python|ubuntu|debian|alpine|busybox|buildpack-deps|scratch|nvidia\/(?:cuda|cudagl|pytorch|tensorflow)|runpod\/(?:pytorch|base|tensorflow)|pytorch\/pytorch|tensorflow\/tensorflow|(?:continuumio|condaforge|mambaorg)\/\w[\w-]*|astral-sh\/uv|huggingface\/transformers[\w-]*)(?:[:@]|$)/;

const SOFTWARE_BASES: readonly { readonly image: RegExp; readonly gpu: boolean }[] = [
  { image: /(?:^|\/)vllm-openai\b|\/worker-v1-vllm\b/, gpu: true },
  { image: /comfyui|stable-diffusion|automatic1111|a1111/i, gpu: true },
  { image: /ollama/i, gpu: true },
  { image: /text-generation-inference|text-embeddings-inference/, gpu: true },
  { image: /sglang|tensorrt|tritonserver|nvcr\.io\/nvidia\/(?:pytorch|tensorflow)/, gpu: true },
  { image: /llama\.cpp|llama-cpp/, gpu: true },
  { image: /blender/i, gpu: true },
];

function gpuSoftware(
  dockerfile: Dockerfile,
  servers: readonly string[],
  base: { readonly gpu: boolean } | undefined,
): string | undefined {
  const server = SERVERS.find(({ name, gpu }) => gpu && servers.includes(name));
  if (server !== undefined) return `\`${dockerfile.path}\` starts ${server.name}`;
  if (base?.gpu === true) return `\`${dockerfile.path}\` stands on \`${dockerfile.base ?? ""}\``;
  return /(?:^|\/)nvidia\/cuda:|(?:^|\/)pytorch:\S*cuda/.test(dockerfile.base ?? "")
    ? `\`${dockerfile.path}\` stands on a CUDA image`
    : undefined;
}

/** Variables that belong to building and running an image, not to the worker. */
const IMAGE_VARIABLES =
  /^(?:DEBIAN_FRONTEND|PYTHON\w*|PIP_\w+|UV_\w+|PATH|LD_LIBRARY_PATH|LANG|LANGUAGE|LC_\w+|TZ|SHELL|CUDA_HOME|CUDA_PATH|NVIDIA_\w+|VIRTUAL_ENV|HOME|TERM|FORCE_CUDA|TORCH_CUDA_ARCH_LIST|MAX_JOBS|CC|CXX|CFLAGS|HF_HOME|HF_HUB_\w+|HUGGINGFACE_HUB_CACHE|TRANSFORMERS_CACHE|TORCH_HOME|XDG_CACHE_HOME|WORKSPACE|WORKDIR|APP_HOME|RUNPOD_\w+|CONDA_\w+|FROM|FOR|SETUPTOOLS_\w+|GIT_\w+)$/;

/** The variables that the image sets and the project's code reads. */
function variablesOf(workspace: Workspace, dockerfile: Dockerfile): ReadonlyMap<string, string> {
  const entries = dockerfile.steps
    .flatMap((step) => (step.kind === "env" ? [...step.variables] : []))
    .filter(([name]) => !IMAGE_VARIABLES.test(name));
  if (entries.length === 0) return new Map();
  const code = [...filesOf(workspace)].filter((path) => path.endsWith(".py")).map((path) => workspace.read(path) ?? "");
  return new Map(entries.filter(([name]) => code.some((text) => text.includes(name))));
}
