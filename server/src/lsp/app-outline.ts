import type { PythonModule } from "../python/module.js";
import { readModule } from "../python/module.js";
import { stringValue } from "../python/literals.js";
import type { PyNode } from "../python/node.js";
import { assignedName, decoratorsOf, positionalArguments, statementsOf, undecorated } from "../python/queries.js";
import type { Span } from "../python/span.js";
import { schemaOfModel } from "./input-schema.js";
import type { AppOutline, EndpointOutline } from "../protocol.js";

/** An endpoint with its place as offsets. */
export interface EndpointSpans extends Omit<EndpointOutline, "range"> {
  readonly span: Span;
}

/** An app with its place as offsets. */
export interface AppSpans extends Omit<AppOutline, "range" | "endpoints"> {
  readonly span: Span;
  readonly endpoints: readonly EndpointSpans[];
}

/** The fal apps of a Python text, read without running it. */
export function outlineApps(text: string): readonly AppSpans[] {
  const module = readModule("", text);
  if (module === undefined) return [];
  return statementsOf(module.root)
    .map(undecorated)
    .flatMap((statement) => appOf(module, statement));
}

function appOf(module: PythonModule, definition: PyNode): readonly AppSpans[] {
  const name = definition.type === "class_definition" ? definition.field("name") : undefined;
  if (name === undefined || !isApp(module, definition)) return [];
  const options = optionsOf(definition);
  return [
    {
      class: name.text,
      name: options["app_name"] ?? options["name"] ?? derivedName(name.text),
      span: plain(name),
      endpoints: statementsOf(definition.field("body")).flatMap((statement) =>
        endpointOf(module, undecorated(statement)),
      ),
      options,
    },
  ];
}

function isApp(module: PythonModule, definition: PyNode): boolean {
  const bases = definition.field("superclasses")?.namedChildren ?? [];
  return bases.some((base) => ["fal.App", "fal.app.App"].includes(module.names.of(base) ?? ""));
}

/** Keywords of the class statement, and plain assignments of its body: the body wins, as it does in fal. */
function optionsOf(definition: PyNode): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  for (const argument of definition.field("superclasses")?.namedChildren ?? []) {
    if (argument.type === "keyword_argument") set(options, argument.field("name"), argument.field("value"));
  }
  for (const statement of statementsOf(definition.field("body"))) {
    const assignment = statement.type === "expression_statement" ? statement.namedChildren[0] : undefined;
    if (assignment?.type === "assignment") set(options, assignedName(assignment), assignment.field("right"));
  }
  return options;
}

function set(options: Record<string, string>, name: PyNode | undefined, value: PyNode | undefined): void {
  if (name !== undefined && value !== undefined) options[name.text] = stringValue(value) ?? value.text;
}

/** What fal calls a class without a name of its own: capitalised words joined by hyphens, digits dropped. */
function derivedName(className: string): string {
  const words = className.match(/[A-Z][a-z]*/g);
  return words === null ? className.replaceAll("_", "-").toLowerCase() : words.join("-").toLowerCase();
}

function endpointOf(module: PythonModule, definition: PyNode): readonly EndpointSpans[] {
  const name = definition.type === "function_definition" ? definition.field("name") : undefined;
  const decorator = decoratorsOf(definition)
    .map((node) => node.namedChildren[0])
    .find((call) => call?.type === "call" && isEndpoint(module, call));
  if (name === undefined || decorator === undefined) return [];
  const path = stringValue(positionalArguments(decorator)[0]) ?? "/";
  const streaming = /\b(?:StreamingResponse|EventSourceResponse)\b/.test(definition.text);
  const input = inputOf(definition);
  const schema = input === undefined ? undefined : schemaOfModel(module, input);
  return [{ path, method: name.text, span: plain(name), streaming, input, schema }];
}

function isEndpoint(module: PythonModule, call: PyNode): boolean {
  const callee = call.field("function");
  return callee !== undefined && ["fal.endpoint", "fal.app.endpoint"].includes(module.names.of(callee) ?? "");
}

/** The annotation of the first parameter behind `self` that has one. */
function inputOf(definition: PyNode): string | undefined {
  const parameters = definition.field("parameters")?.namedChildren ?? [];
  return parameters
    .slice(1)
    .map((parameter) => modelOf(parameter.field("type")))
    .find((type) => type !== undefined);
}

/** The class of an annotation; `Annotated[Request, …]` only says more about it. */
function modelOf(annotation: PyNode | undefined): string | undefined {
  return annotation === undefined
    ? undefined
    : (/^Annotated\[\s*([\w.]+)/.exec(annotation.text)?.[1] ?? annotation.text);
}

/** A span by itself: a node would keep its whole tree alive. */
function plain({ start, end }: Span): Span {
  return { start, end };
}
