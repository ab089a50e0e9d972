import { parametersOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { stringValue } from "../../../python/literals.js";
import { decoratorsOf, isAsync, statementsOf, undecorated } from "../../../python/queries.js";
import type { RuleName } from "../../rules/names.js";
import { valueName } from "../../local/values.js";
import type { Declared } from "./declarations.js";
import type { Registered } from "./equivalent-worker.js";
import { startLine } from "./server-start.js";
import type { SettingRemark } from "./settings.js";

type Routes = Registered & { readonly removed: readonly PyNode[] };

/** Health routes that a platform asks: fal has its own. */
const HEALTH: ReadonlySet<string> = new Set(["/ping", "/health", "/healthz"]);

/** Routes as endpoints of the same paths; undefined where fal's POST cannot stand for one of them. */
export function routesOf(module: PythonModule, rule: RuleName, served: readonly Declared[]): Routes | undefined {
  const [first, ...others] = served;
  if (first?.style === "api") return others.length === 0 ? apiRoutes(module, rule, first) : undefined;
  const routes = served.map((declared) => readRoute(declared.definition, declared.name, declared.call));
  const health = served.filter((_, index) => HEALTH.has(routes[index]?.path ?? ""));
  const kept = routes.flatMap((route) => (route === undefined || HEALTH.has(route.path) ? [] : [route]));
  if (routes.includes(undefined) || !areServable(kept)) return undefined;
  return {
    ...registeredRoutes(rule, kept, ""),
    removed: health.map(({ statement }) => statement),
  };
}

interface Route {
  readonly name: string;
  readonly path: string;
  readonly method: string;
  readonly definition: PyNode;
}

function readRoute(definition: PyNode, decorator: string, call: PyNode | undefined): Route | undefined {
  const method = decorator.split(".").at(-1) ?? "";
  const [path, ...more] = call?.field("arguments")?.namedChildren ?? [];
  const text = stringValue(path);
  const name = definition.field("name")?.text;
  const isPlain = more.every((argument) =>
    ["tags", "summary", "description"].includes(argument.field("name")?.text ?? ""),
  );
  if (text === undefined || name === undefined || !isPlain || (method !== "get" && method !== "post")) return undefined;
  return { name, path: text, method, definition };
}

function areServable(routes: readonly Route[]): boolean {
  const paths = new Set(routes.map(({ path }) => path));
  const names = new Set(routes.map(({ name }) => name));
  return routes.length > 0 && paths.size === routes.length && names.size === routes.length;
}

function registeredRoutes(rule: RuleName, routes: readonly Route[], head: string): Registered {
  const starts = routes.map(({ name }) => `runpod.serverless.start({"handler": ${name}})\n`).join("");
  return {
    text: `${head}${starts}`,
    handlers: [],
    routes: new Set(routes.map(({ name }) => name)),
    paths: new Map(routes.map(({ name, path }) => [name, path])),
    remarks: getRemarks(rule, routes),
  };
}

function getRemarks(rule: RuleName, routes: readonly Route[]): readonly SettingRemark[] {
  return routes
    .filter(({ method }) => method === "get")
    .map(({ path, definition }) => ({
      kind: "note",
      rule,
      at: definition,
      reason: `\`GET ${path}\` is asked by POST on fal, with the same parameters: fal's endpoints answer to nothing else.`,
    }));
}

/** A class of the SDK's apps: one object, whose marked methods are routes and whose `init` ran first. */
function apiRoutes(module: PythonModule, rule: RuleName, { definition }: Declared): Routes | undefined {
  const name = definition.field("name")?.text;
  if (definition.type !== "class_definition" || name === undefined) return undefined;
  const object = name.charAt(0).toLowerCase() + name.slice(1);
  if (object === name || module.scopes.module.bindings.has(object)) return undefined;
  const removed: PyNode[] = [];
  const starters: string[] = [];
  const functions: string[] = [];
  const routes: Route[] = [];
  for (const method of statementsOf(definition.field("body")).map(undecorated)) {
    const [decorator, ...others] = method.type === "function_definition" ? decoratorsOf(method) : [];
    if (decorator === undefined) continue;
    const expression = decorator.namedChildren[0];
    const call = expression?.type === "call" ? expression : undefined;
    const marked = valueName(module, call?.field("function") ?? expression ?? decorator) ?? "";
    if (others.length > 0 || !marked.startsWith("runpod.")) return undefined;
    removed.push(decorator);
    if (marked === "runpod.init") starters.push(startLine(method, "", object));
    else {
      const route = readRoute(method, marked, call);
      if (route === undefined || module.scopes.module.bindings.has(route.name)) return undefined;
      routes.push(route);
      functions.push(delegate(module, object, method));
    }
  }
  if (!areServable(routes)) return undefined;
  const imports = starters.some((line) => line.startsWith("asyncio.")) ? "import asyncio\n\n" : "";
  const head = `${imports}${object} = ${name}()\n${starters.join("")}\n\n${functions.join("\n\n")}\n\n`;
  return { ...registeredRoutes(rule, routes, head), removed };
}

/** A function with the method's parameters that calls it. */
function delegate(module: PythonModule, object: string, method: PyNode): string {
  const name = method.field("name")?.text ?? "";
  const parameters = method.field("parameters")?.namedChildren.slice(1) ?? [];
  const given = parametersOf(method)
    .slice(1)
    .map((parameter) => `${parameter.name}=${parameter.name}`);
  const [keyword, wait] = isAsync(method) ? ["async def", "await "] : ["def", ""];
  const returned = method.field("return_type")?.text;
  const head = `${keyword} ${name}(${parameters.map(({ text }) => text).join(", ")})${returned === undefined ? "" : ` -> ${returned}`}:`;
  return `${head}\n${module.indent}return ${wait}${object}.${name}(${given.join(", ")})\n`;
}
