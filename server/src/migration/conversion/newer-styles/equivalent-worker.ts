import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { isMainGuard } from "../../../python/module-statements.js";
import { assignedName, decoratorsOf } from "../../../python/queries.js";
import { Rewriter, wholeLines } from "../../../python/rewriter.js";
import type { RuleName } from "../../rules/names.js";
import { declaredEndpoints, type Declared } from "./declarations.js";
import { queueHandlers, type WrittenHandler } from "./queue-functions.js";
import { routesOf } from "./routes.js";
import { NO_SETTINGS, settingsOf, type EndpointSettings, type SettingRemark } from "./settings.js";

/** A file of one of RunPod's newer styles, as the worker it would be if it called `start`. */
export interface EquivalentWorker {
  readonly text: string;
  readonly settings: EndpointSettings;
}

/** What the functions of a file are as handlers. */
export interface Registered {
  readonly text: string;
  readonly handlers: readonly WrittenHandler[];
  readonly routes: ReadonlySet<string>;
  readonly paths: ReadonlyMap<string, string>;
  readonly remarks: readonly SettingRemark[];
}

/**
 * Functions and classes that Flash or the SDK's apps make endpoints are handlers in all but name: their arguments are
 * the keys of the input, their routes are fal's. All of a file become one App, as several `start` calls do. Undefined
 * where something of the newer style is used otherwise, which then is a matter for a person.
 */
export function equivalentWorker(module: PythonModule): EquivalentWorker | undefined {
  const declared = declaredEndpoints(module).filter(({ name }) => !name.startsWith("fastapi."));
  const served = declared.filter(({ style }) => style !== "caller");
  if (served.length === 0) return undefined;
  const rule: RuleName = served.some(({ name }) => name.startsWith("runpod.App")) ? "runpod-app" : "flash-endpoint";
  const calls = served.flatMap(({ call }) => call ?? []);
  const configuration = configurations(module, served);
  const callers = [
    ...module.root.namedChildren.filter(isMainGuard),
    ...declared.filter(({ style }) => style === "caller").map(({ statement }) => statement),
  ];
  const imports = newerImports(module);
  const registered = register(module, rule, served);
  const rewriter = new Rewriter(module.source);
  const removed = [...imports, ...configuration, ...callers, ...served.map(({ decorator }) => decorator)];
  if (registered === undefined || hasOtherUses(module, [...removed, ...registered.removed])) return undefined;
  for (const node of [...removed, ...registered.removed]) rewriter.delete(wholeLines(module.source, node));
  rewriter.insert(0, "import runpod\n");
  const kept = rewriter.render({ start: 0, end: module.source.length }).trimEnd();
  const setting = settingsOf(rule, [...calls, ...configuration.flatMap(declaringCalls)]);
  const remarks = [...setting.remarks, ...registered.remarks, ...callerRemarks(rule, callers)];
  const { routes, paths } = registered;
  return { text: `${kept}\n\n\n${registered.text}`, settings: { ...NO_SETTINGS, ...setting, routes, paths, remarks } };
}

function register(
  module: PythonModule,
  rule: RuleName,
  served: readonly Declared[],
): (Registered & { readonly removed: readonly PyNode[] }) | undefined {
  if (served.some(({ definition }) => decoratorsOf(definition).length !== 1)) return undefined;
  const styles = new Set(served.map(({ style }) => style));
  if (styles.size !== 1) return undefined;
  if (styles.has("queue")) {
    const queue = registerQueue(module, rule, served);
    return queue === undefined ? undefined : { ...queue, removed: [] };
  }
  return routesOf(module, rule, served);
}

function registerQueue(module: PythonModule, rule: RuleName, served: readonly Declared[]): Registered | undefined {
  const taken = new Set(module.scopes.module.bindings.keys());
  const isAlone = served.length === 1 && served[0]?.definition.type === "function_definition";
  const freeName = (wanted: string): string => {
    const candidates = isAlone ? ["run", `run_${wanted}`, "handle"] : [wanted, `run_${wanted}`, `handle_${wanted}`];
    const name = candidates.find((candidate) => !taken.has(candidate)) ?? `${wanted}_`;
    taken.add(name);
    return name;
  };
  const written = served.map(({ definition }) => queueHandlers(module, definition, freeName));
  if (written.some((one) => one === undefined)) return undefined;
  const handlers = written.flatMap((one) => one?.handlers ?? []);
  const heads = written.map((one) => one?.head ?? "").join("");
  const starts = handlers.map(
    ({ name, isGenerator }) =>
      `runpod.serverless.start({"handler": ${name}${isGenerator ? ', "return_aggregate_stream": True' : ""}})`,
  );
  const paths = new Map(
    handlers.map(({ name, route }, index) => [name, index === 0 ? "/" : `/${route.replaceAll("_", "-")}`]),
  );
  const text = `${heads}${[...handlers.map((handler) => handler.text), `${starts.join("\n")}\n`].join("\n\n")}`;
  return { text, handlers, routes: new Set(), paths, remarks: severalRemarks(rule, served, paths) };
}

/** Several endpoints of RunPod become one app, on one machine. */
function severalRemarks(
  rule: RuleName,
  served: readonly Declared[],
  paths: ReadonlyMap<string, string>,
): readonly SettingRemark[] {
  const machines = new Set(served.map(({ call }) => /\b[gc]pus?\s*=\s*([^,)]+)/.exec(call?.text ?? "")?.[1] ?? ""));
  const listed = [...paths.values()].map((path) => `\`${path}\``).join(", ");
  const called = {
    kind: "note",
    rule,
    at: served[0]?.decorator,
    reason:
      "What was decorated is called by the app's endpoint; its arguments are the fields of the `Input` model, without RunPod's layer of `input` around them.",
  } as const;
  if (served.length < 2) return [called];
  const note = {
    kind: "note",
    rule,
    at: served[0]?.decorator,
    reason: `Every function was an endpoint of its own; now they are endpoints of one app: ${listed}. They call each other in one process, and scale together.`,
  } as const;
  const decision = {
    kind: "decision",
    rule,
    at: served[0]?.decorator,
    reason:
      "The functions ask for different machines and an app has one: it gets the largest. Move a function into a file of its own where it should run on another.",
  } as const;
  return machines.size > 1 ? [called, note, decision] : [called, note];
}

function callerRemarks(rule: RuleName, callers: readonly PyNode[]): readonly SettingRemark[] {
  const [at] = callers;
  if (at === undefined) return [];
  const reason =
    "What stood under the main guard or a local entry point called the endpoint from the author's machine and is left out: call the app with `fal_client`.";
  return [{ kind: "note", rule, at, reason }];
}

const PACKAGES = /^(?:runpod_flash|tetra_rp|runpod)\b/;

function newerImports(module: PythonModule): readonly PyNode[] {
  return [
    ...new Set(
      module.names.imports.filter(({ module: name }) => PACKAGES.test(name)).map(({ statement }) => statement),
    ),
  ];
}

/** `config = LiveServerless(…)`, `app = runpod.App(…)`: assignments that the decorators alone use. */
function configurations(module: PythonModule, served: readonly Declared[]): readonly PyNode[] {
  const isUsedThere = (node: PyNode): boolean => served.some(({ decorator }) => decorator.contains(node));
  const found = new Set<PyNode>();
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const statement of module.root.namedChildren) {
      const assignment = statement.namedChildren[0];
      const name = assignment?.type === "assignment" ? assignedName(assignment) : undefined;
      const references = name === undefined ? [] : (module.scopes.bindingOf(name)?.references ?? []);
      const uses = references.filter(({ role }) => role !== "bind");
      const isUnused = ({ node }: { readonly node: PyNode }): boolean =>
        isUsedThere(node) || [...found].some((other) => other.contains(node));
      if (uses.length > 0 && uses.every(isUnused)) found.add(statement);
    }
  }
  return [...found];
}

function declaringCalls(statement: PyNode): readonly PyNode[] {
  return [...statement.walk()].filter(({ type }) => type === "call");
}

function hasOtherUses(module: PythonModule, removed: readonly PyNode[]): boolean {
  return module.names.imports
    .filter(({ module: name }) => PACKAGES.test(name))
    .flatMap(({ local }) => module.scopes.module.bindings.get(local)?.references ?? [])
    .some(({ node }) => !removed.some((gone) => gone.contains(node)));
}
