import { parametersOf, type ParameterInfo } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { decoratorsOf, isAsync, isGenerator, statementsOf, undecorated } from "../../../python/queries.js";

/** A handler that does what calling a decorated function, or a method of a decorated class, did. */
export interface WrittenHandler {
  readonly name: string;
  /** What the endpoint is called where there are several. */
  readonly route: string;
  readonly text: string;
  readonly isGenerator: boolean;
}

/** The handlers of a decorated function or class; undefined where its arguments cannot be the keys of an input. */
export function queueHandlers(
  module: PythonModule,
  definition: PyNode,
  freeName: (wanted: string) => string,
): { readonly handlers: readonly WrittenHandler[]; readonly head: string } | undefined {
  const name = definition.field("name")?.text;
  if (name === undefined) return undefined;
  if (definition.type === "class_definition") return classHandlers(module, definition, name, freeName);
  const handler = writtenHandler(module, definition, name, name, freeName);
  return handler === undefined ? undefined : { handlers: [handler], head: "" };
}

/** One object serves all jobs, as a worker's models do; its public methods are what it answers to. */
function classHandlers(
  module: PythonModule,
  definition: PyNode,
  name: string,
  freeName: (wanted: string) => string,
): { readonly handlers: readonly WrittenHandler[]; readonly head: string } | undefined {
  const methods = statementsOf(definition.field("body"))
    .map(undecorated)
    .filter(({ type }) => type === "function_definition");
  const start = methods.find((method) => method.field("name")?.text === "__init__");
  const isReady = start === undefined || plainParameters(start)?.slice(1).every(hasDefault) === true;
  const served = methods.filter((method) => !(method.field("name")?.text ?? "_").startsWith("_"));
  const object = freeName(name.charAt(0).toLowerCase() + name.slice(1));
  if (!isReady || object === name || served.length === 0) return undefined;
  const handlers = served.flatMap((method) => {
    const callee = method.field("name")?.text ?? "";
    return decoratorsOf(method).length > 0
      ? []
      : (writtenHandler(module, method, `${object}.${callee}`, callee, freeName, 1) ?? []);
  });
  return handlers.length === served.length ? { handlers, head: `${object} = ${name}()\n\n\n` } : undefined;
}

function hasDefault({ default: value }: ParameterInfo): boolean {
  return value !== undefined;
}

function plainParameters(definition: PyNode): readonly ParameterInfo[] | undefined {
  const parameters = parametersOf(definition);
  return parameters.every(({ kind }) => kind === "plain") ? parameters : undefined;
}

function writtenHandler(
  module: PythonModule,
  definition: PyNode,
  callee: string,
  route: string,
  freeName: (wanted: string) => string,
  bound = 0,
): WrittenHandler | undefined {
  const parameters = plainParameters(definition)?.slice(bound);
  if (parameters === undefined) return undefined;
  const name = freeName(route);
  const given = parameters.map(({ name: key, default: value }) =>
    value === undefined ? `${key}=job_input["${key}"]` : `${key}=job_input.get("${key}", ${value.text})`,
  );
  const call = `${callee}(${given.join(", ")})`;
  const { indent } = module;
  const lines = [
    `${isAsync(definition) ? "async " : ""}def ${name}(job):`,
    ...(parameters.length === 0 ? [] : [`${indent}job_input = job["input"]`]),
    ...answerLines(definition, call, indent).map((line) => indent + line),
  ];
  return { name, route, text: `${lines.join("\n")}\n`, isGenerator: isGenerator(definition) };
}

function answerLines(definition: PyNode, call: string, indent: string): readonly string[] {
  if (!isGenerator(definition)) return [`return ${isAsync(definition) ? "await " : ""}${call}`];
  return isAsync(definition) ? [`async for chunk in ${call}:`, `${indent}yield chunk`] : [`yield from ${call}`];
}
