import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { decision, explain, note, replace, rewrite } from "./build.js";
import type { LocalRewrite } from "./local-rewrite.js";
import { importAs } from "./names.js";
import { isStep, type SdkUse } from "./sdk-uses.js";
import { deleteStatement, expressionStatement, removeDecorator, removeWithItem } from "./statements.js";

const CUDA = "runpod.serverless.utils.rp_cuda.is_available";
const DEBUGGER = "runpod.serverless.utils.rp_debugger";
const FITNESS = "runpod.serverless.register_fitness_check";
const CACHE = "runpod.serverless.VolumeCache";
const MODEL_CACHE = "runpod.serverless.utils.rp_model_cache.resolve_model_cache_path_from_hugginface_repository";

type Replace = (module: PythonModule, use: SdkUse, uses: readonly SdkUse[]) => LocalRewrite | undefined;

/** The small helpers of the SDK, by name. */
const HELPERS: Readonly<Record<string, Replace | undefined>> = {
  [`${CUDA}()`]: replaceCudaCall,
  [CUDA]: replaceCudaReference,
  [`${DEBUGGER}.FunctionTimer`]: removeTimerDecorator,
  [`${DEBUGGER}.LineTimer()`]: removeTimer,
  [`${DEBUGGER}.clear_debugger_output()`]: removeTimer,
  [`${CACHE}()`]: removeVolumeCache,
  [`${CACHE}().hydrate()`]: removeVolumeCache,
  [`${CACHE}().sync()`]: removeVolumeCache,
  [FITNESS]: removeFitnessCheck,
  [`${FITNESS}()`]: removeFitnessCheck,
  [`${MODEL_CACHE}()`]: replaceModelCache,
  "runpod.serverless.runpod_version": replaceVersion,
  "runpod.__version__": replaceVersion,
};

/** Timers, GPU and fitness checks, cache helpers: what fal has no need of, or the standard library can do. */
export function findSdkHelpers(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  const found: LocalRewrite[] = [];
  for (const use of uses) {
    const rewritten = HELPERS[use.name]?.(module, use, uses) ?? explainDebugger(use);
    if (rewritten !== undefined) found.push(rewritten);
  }
  return found;
}

const CUDA_TEXTS = {
  rule: "sdk-helper",
  message: "`rp_cuda.is_available` asks `nvidia-smi`; the machine of a fal app is chosen by its `machine_type`.",
  title: "Look for nvidia-smi instead",
} as const;

function replaceCudaCall(module: PythonModule, { node }: SdkUse): LocalRewrite | undefined {
  if (node.type !== "call") return undefined;
  const shutil = importAs(module, "import shutil");
  const isOperand = node.parent?.is("not_operator", "comparison_operator", "unary_operator", "attribute") === true;
  const text = `${shutil.name}.which("nvidia-smi") is not None`;
  return rewrite(node, CUDA_TEXTS, [replace(node, isOperand ? `(${text})` : text)], { imports: [shutil] });
}

function replaceCudaReference(module: PythonModule, use: SdkUse): LocalRewrite | undefined {
  if (isStep(use)) return undefined;
  const shutil = importAs(module, "import shutil");
  const text = `(lambda: ${shutil.name}.which("nvidia-smi") is not None)`;
  return rewrite(use.node, CUDA_TEXTS, [replace(use.node, text)], { imports: [shutil] });
}

const TIMER_TEXTS = {
  rule: "sdk-helper",
  message: "The timers of `rp_debugger` only fill RunPod's debugger output; fal shows the duration of each request.",
  title: "Remove the timer",
} as const;

function removeTimerDecorator(module: PythonModule, use: SdkUse): LocalRewrite | undefined {
  const { node } = use;
  if (node.parent?.type === "decorator") return rewrite(node, TIMER_TEXTS, [removeDecorator(module, node.parent)]);
  if (node.parent?.type === "call" && node.fieldName === "function") return unwrapCall(node.parent);
  return undefined;
}

/** `handler = FunctionTimer(handler)` is `handler = handler`. */
function unwrapCall(call: PyNode): LocalRewrite | undefined {
  const [wrapped, ...others] = call.field("arguments")?.namedChildren ?? [];
  if (wrapped === undefined || others.length > 0) return undefined;
  return rewrite(call, TIMER_TEXTS, [replace(call, wrapped)]);
}

function removeTimer(module: PythonModule, use: SdkUse, uses: readonly SdkUse[]): LocalRewrite | undefined {
  return use.node.type === "call" ? removeUse(module, use.node, uses, TIMER_TEXTS) : undefined;
}

const CACHE_TEXTS = {
  rule: "sdk-helper",
  message:
    "`VolumeCache` copies caches between a worker's disk and the network volume; fal keeps `/data` between runners.",
  title: "Remove the volume cache",
} as const;

function removeVolumeCache(module: PythonModule, use: SdkUse, uses: readonly SdkUse[]): LocalRewrite | undefined {
  const { node } = use;
  if (node.type !== "call") return undefined;
  const choices = {
    safety: "review",
    remark: note("point the cached folders at /data, which every runner sees; Hugging Face's cache is there already"),
  } as const;
  return removeUse(module, node, uses, CACHE_TEXTS, choices) ?? removeAssignment(module, node, uses, choices);
}

/** `cache = VolumeCache(…)`, where only calls that are taken out as well use the variable. */
function removeAssignment(
  module: PythonModule,
  node: PyNode,
  uses: readonly SdkUse[],
  choices: Parameters<typeof rewrite>[3],
): LocalRewrite | undefined {
  const assignment = node.parent;
  const statement = assignment?.type === "assignment" ? assignment.parent : undefined;
  if (statement?.type !== "expression_statement") return undefined;
  return rewrite(node, CACHE_TEXTS, [deleteStatement(module, statement, uses)], choices);
}

/** Takes a call out where it stands alone, or as an item of a `with`. */
function removeUse(
  module: PythonModule,
  call: PyNode,
  uses: readonly SdkUse[],
  texts: typeof TIMER_TEXTS | typeof CACHE_TEXTS,
  choices: Parameters<typeof rewrite>[3] = {},
): LocalRewrite | undefined {
  const item = withItem(call);
  const replacements = item === undefined ? undefined : removeWithItem(module, item);
  if (replacements !== undefined) return rewrite(call, texts, replacements, choices);
  const statement = expressionStatement(call);
  if (statement === undefined) return undefined;
  return rewrite(call, texts, [deleteStatement(module, statement, uses)], choices);
}

/** The item of a `with` that a call makes up, where the name it may be given is never used. */
function withItem(call: PyNode): PyNode | undefined {
  const item = call.parent?.type === "as_pattern" ? call.parent.parent : call.parent;
  return item?.type === "with_item" ? item : undefined;
}

function removeFitnessCheck(module: PythonModule, use: SdkUse): LocalRewrite | undefined {
  const decorator = use.node.parent;
  const texts = {
    rule: "sdk-helper",
    message:
      "A fitness check runs before RunPod sends the first job; on fal, `setup()` does: an exception there stops the runner.",
  } as const;
  if (decorator?.type !== "decorator")
    return isStep(use) ? undefined : explain(use.node, { ...texts, title: "Call the check at the start of `setup()`" });
  return rewrite(use.node, { ...texts, title: "Call the check in setup()" }, [removeDecorator(module, decorator)], {
    safety: "review",
    remark: decision("call the fitness check at the start of `setup()`: nothing calls it any more"),
  });
}

/** fal's runners share Hugging Face's cache below /data, so the model's own name is enough. */
function replaceModelCache(_module: PythonModule, { node }: SdkUse): LocalRewrite | undefined {
  const [repository] = node.type === "call" ? (node.field("arguments")?.namedChildren ?? []) : [];
  if (repository === undefined || repository.is("list_splat", "dictionary_splat")) return undefined;
  const texts = {
    rule: "local-files-only",
    message:
      "RunPod caches this model on its hosts; on fal, the Hugging Face cache is at `/data/.cache/huggingface` and the model's name is enough.",
    title: "Use the model's name",
  } as const;
  return rewrite(node, texts, [replace(node, repository)], {
    safety: "review",
    remark: note("the model is downloaded once into /data/.cache/huggingface, which all runners share"),
  });
}

function replaceVersion(module: PythonModule, use: SdkUse): LocalRewrite | undefined {
  if (isStep(use)) return undefined;
  const fal = importAs(module, "import fal");
  const texts = {
    rule: "sdk-helper",
    message: "The version of RunPod's SDK means nothing on fal; `fal.__version__` is that of fal's.",
    title: "Give fal's version",
  } as const;
  return rewrite(use.node, texts, [replace(use.node, `${fal.name}.__version__`)], {
    safety: "review",
    imports: [fal],
    remark: note("the reported version is that of the fal SDK"),
  });
}

/** What is left of `rp_debugger`: checkpoints that somebody reads. */
function explainDebugger(use: SdkUse): LocalRewrite | undefined {
  if (!use.name.startsWith(`${DEBUGGER}.`) || isStep(use) || use.node.type !== "call") return undefined;
  return explain(use.node, { ...TIMER_TEXTS, title: "Measure with `time.perf_counter()` and print the times" });
}
