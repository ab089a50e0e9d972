import { parametersOf, type ParameterInfo } from "../../python/functions.js";
import { literalOf } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import {
  assignedName,
  decoratorsOf,
  isAsync,
  isGenerator,
  keywordArgument,
  undecorated,
} from "../../python/queries.js";
import { Rewriter, wholeLines } from "../../python/rewriter.js";

/** What a decorator of RunPod's newer styles says about the app, beside its function. */
export interface EndpointSettings {
  readonly requirements: readonly string[];
  /** Options of the class. */
  readonly options: readonly string[];
  /** The pool of GPUs that it asks for. */
  readonly gpuPool: string | undefined;
}

/** A file with one decorated function, as the worker it would be if it called `start`. */
export interface EquivalentWorker {
  readonly text: string;
  readonly settings: EndpointSettings;
}

const DECORATORS: ReadonlySet<string> = new Set(["runpod_flash.Endpoint", "runpod_flash.remote", "tetra_rp.remote"]);

/**
 * A Flash function is a handler in all but name: its arguments are the keys of the input. Undefined where a file has
 * more of Flash than one plain function, which then is a matter for a person.
 */
export function equivalentWorker(module: PythonModule): EquivalentWorker | undefined {
  const imports = module.names.imports.filter(({ module: name }) => /^(?:runpod_flash|tetra_rp)\b/.test(name));
  const [definition, ...others] = module.root.namedChildren.filter((node) => decoratorCall(module, undecorated(node)));
  const plain = definition === undefined ? undefined : undecorated(definition);
  const call = plain === undefined ? undefined : decoratorCall(module, plain);
  if (imports.length === 0 || plain === undefined || call === undefined || others.length > 0) return undefined;
  const parameters = parametersOf(plain);
  const isPlain = plain.type === "function_definition" && !isGenerator(plain) && decoratorsOf(plain).length === 1;
  if (!isPlain || parameters.some(({ kind }) => kind !== "plain")) return undefined;
  const rewriter = new Rewriter(module.source);
  const decorator = call.ancestor("decorator");
  const removed = [...imports.map(({ statement }) => statement), ...(decorator === undefined ? [] : [decorator])];
  const configuration = configurations(module, call);
  // The main guard called the endpoint from the author's machine.
  const callers = module.root.namedChildren.filter(isMainGuard);
  for (const node of [...removed, ...configuration, ...callers]) rewriter.delete(wholeLines(module.source, node));
  if (hasOtherUses(module, [...removed, ...configuration, ...callers])) return undefined;
  rewriter.insert(0, "import runpod\n");
  const kept = rewriter.render({ start: 0, end: module.source.length }).trimEnd();
  return { text: `${kept}\n\n\n${registration(module, plain, parameters)}`, settings: settingsOf(call, configuration) };
}

function decoratorCall(module: PythonModule, definition: PyNode): PyNode | undefined {
  return decoratorsOf(definition)
    .map((decorator) => decorator.namedChildren[0])
    .find((call) => {
      const callee = call?.type === "call" ? call.field("function") : undefined;
      return callee !== undefined && DECORATORS.has(module.names.of(callee) ?? "");
    });
}

/** `config = LiveServerless(…)` at module level, where the decorator alone uses it. */
function configurations(module: PythonModule, call: PyNode): readonly PyNode[] {
  return module.root.namedChildren.filter((statement) => {
    const assignment = statement.namedChildren[0];
    const name = assignment?.type === "assignment" ? assignedName(assignment) : undefined;
    const references = name === undefined ? [] : (module.scopes.bindingOf(name)?.references ?? []);
    const uses = references.filter(({ role }) => role !== "bind");
    return uses.length > 0 && uses.every(({ node }) => call.contains(node));
  });
}

function isMainGuard(statement: PyNode): boolean {
  const condition = statement.type === "if_statement" ? statement.field("condition")?.text : undefined;
  return condition !== undefined && /__name__\s*==\s*["']__main__["']/.test(condition);
}

function hasOtherUses(module: PythonModule, removed: readonly PyNode[]): boolean {
  return module.names.imports
    .filter(({ module: name }) => /^(?:runpod_flash|tetra_rp|runpod)\b/.test(name))
    .flatMap(({ local }) => module.scopes.module.bindings.get(local)?.references ?? [])
    .some(({ node }) => !removed.some((gone) => gone.contains(node)));
}

function registration(module: PythonModule, definition: PyNode, parameters: readonly ParameterInfo[]): string {
  const callee = definition.field("name")?.text ?? "";
  const name = ["run", `run_${callee}`].find((candidate) => !module.scopes.module.bindings.has(candidate)) ?? "handle";
  const waits = isAsync(definition);
  const given = parameters.map((parameter) =>
    parameter.default === undefined
      ? `${parameter.name}=job_input["${parameter.name}"]`
      : `${parameter.name}=job_input.get("${parameter.name}", ${parameter.default.text})`,
  );
  return [
    `${waits ? "async " : ""}def ${name}(job):`,
    `${module.indent}job_input = job["input"]`,
    `${module.indent}return ${waits ? "await " : ""}${callee}(${given.join(", ")})`,
    "",
    "",
    `runpod.serverless.start({"handler": ${name}})`,
    "",
  ].join("\n");
}

function settingsOf(call: PyNode, configuration: readonly PyNode[]): EndpointSettings {
  const dependencies = literalOf(keywordArgument(call, "dependencies"));
  const items = dependencies?.kind === "list" ? dependencies.items : [];
  return {
    requirements: items.flatMap((item) => (item.kind === "str" ? [item.value] : [])),
    options: [...workerOptions(call), ...keepAlive(call)],
    gpuPool: [call, ...configuration].map(({ text }) => /\bGpuGroup\.(\w+)/.exec(text)?.[1]).find(Boolean),
  };
}

/** `workers=(1, 4)` are the least and the most; a single number is the most. */
function workerOptions(call: PyNode): readonly string[] {
  const workers = literalOf(keywordArgument(call, "workers"));
  if (workers?.kind === "int") return [`max_concurrency=${String(workers.value)}`];
  const [least, most] = workers?.kind === "tuple" ? workers.items : [];
  if (least?.kind !== "int" || most?.kind !== "int") return [];
  return [`min_concurrency=${String(least.value)}`, `max_concurrency=${String(most.value)}`];
}

function keepAlive(call: PyNode): readonly string[] {
  const seconds = literalOf(keywordArgument(call, "idle_timeout"));
  return seconds?.kind === "int" ? [`keep_alive=${String(seconds.value)}`] : [];
}
