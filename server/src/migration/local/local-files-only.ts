import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { methodCall, positionalArguments, statementOf, undecorated } from "../../python/queries.js";
import { note, replace, rewrite } from "./build.js";
import type { LocalRewrite } from "./local-rewrite.js";
import type { SdkUse } from "./sdk-uses.js";
import { deleteStatement, removeArgument } from "./statements.js";

const MESSAGE =
  "The weights are expected on the disk already; a fal app has none there until `setup()` downloads them, once for all runners, into `/data/.cache/huggingface`.";
const REMARK = note("weights are downloaded once into /data/.cache/huggingface; keep the flag if the image holds them");
const CHOICES = { safety: "review", severity: "warning", remark: REMARK } as const;

const MARKS = /local_files_only|_OFFLINE|huggingface-cache/;

/** Flags that forbid downloads, and the helper from RunPod's documentation that looks up its model cache. */
export function findLocalFilesOnly(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  if (!MARKS.test(module.source)) return [];
  const found: LocalRewrite[] = [];
  const resolvers = cacheResolvers(module);
  for (const node of module.root.walk()) {
    const rewritten = FORMS[node.type]?.(module, node, { uses, resolvers });
    if (rewritten !== undefined) found.push(rewritten);
  }
  return found;
}

interface Context {
  readonly uses: readonly SdkUse[];
  readonly resolvers: ReadonlySet<string>;
}

type Form = (module: PythonModule, node: PyNode, context: Context) => LocalRewrite | undefined;

const FORMS: Readonly<Record<string, Form | undefined>> = {
  keyword_argument: (_, node) => {
    if (node.field("name")?.text !== "local_files_only" || node.field("value")?.type !== "true") return undefined;
    const call = node.parent?.type === "argument_list" ? node.parent.parent : undefined;
    if (call === undefined || isPath(positionalArguments(call)[0])) return undefined;
    const texts = { rule: "local-files-only", message: MESSAGE, title: "Allow the download" } as const;
    return rewrite(node, texts, [removeArgument(node)], CHOICES);
  },
  assignment: (module, node, { uses }) => {
    const target = node.field("left");
    const name = target?.type === "subscript" ? stringValue(target.field("subscript")) : undefined;
    const owner = target?.field("value");
    if (!isOffline(name) || owner === undefined || module.names.of(owner) !== "os.environ") return undefined;
    if (!isSwitchedOn(node.field("right"))) return undefined;
    const texts = { rule: "local-files-only", message: MESSAGE, title: `Remove ${name}` } as const;
    return rewrite(node, texts, [deleteStatement(module, statementOf(node), uses)], CHOICES);
  },
  call: (module, node, { uses, resolvers }) => {
    const callee = node.field("function");
    const kept = offlineDefault(module, node);
    if (kept !== undefined) {
      const texts = { rule: "local-files-only", message: MESSAGE, title: `Remove ${kept}` } as const;
      return rewrite(node, texts, [deleteStatement(module, statementOf(node), uses)], CHOICES);
    }
    if (callee?.type !== "identifier" || !resolvers.has(callee.text)) return undefined;
    const [model, ...others] = positionalArguments(node);
    if (model === undefined || others.length > 0) return undefined;
    const texts = { rule: "local-files-only", message: MESSAGE, title: "Use the model's name" } as const;
    return rewrite(node, texts, [replace(node, model)], CHOICES);
  },
};

function isOffline(name: string | undefined): boolean {
  return name === "HF_HUB_OFFLINE" || name === "TRANSFORMERS_OFFLINE" || name === "HF_DATASETS_OFFLINE";
}

function isSwitchedOn(value: PyNode | undefined): boolean {
  return ["1", "true", "yes", "on"].includes((stringValue(value) ?? "").toLowerCase());
}

/** The variable that `os.environ.setdefault(…, "1")` sets, where it stands as a statement. */
function offlineDefault(module: PythonModule, call: PyNode): string | undefined {
  const method = methodCall(call);
  if (method?.name !== "setdefault" || module.names.of(method.receiver) !== "os.environ") return undefined;
  const [name, value] = positionalArguments(call);
  const variable = stringValue(name);
  const isStatement = call.parent?.type === "expression_statement";
  return isStatement && isOffline(variable) && isSwitchedOn(value) ? variable : undefined;
}

function isPath(node: PyNode | undefined): boolean {
  return /^(?:\/|\.{1,2}\/)/.test(stringValue(node) ?? "");
}

/** Functions of the module that turn a model's name into its folder in RunPod's model cache. */
function cacheResolvers(module: PythonModule): ReadonlySet<string> {
  const names = new Set<string>();
  if (!module.source.includes("huggingface-cache")) return names;
  for (const statement of module.root.namedChildren) {
    const definition = undecorated(statement);
    const looksUp = definition.type === "function_definition" && /\bsnapshots\b/.test(definition.text);
    if (looksUp && definition.text.includes("models--")) names.add(definition.field("name")?.text ?? "");
  }
  return names;
}
