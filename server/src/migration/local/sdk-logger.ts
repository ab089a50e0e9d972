import type { PythonModule } from "../../python/module.js";
import { stringValue } from "../../python/literals.js";
import type { PyNode } from "../../python/node.js";
import { bindArguments, type Arguments } from "./arguments.js";
import { explain, replace, rewrite } from "./build.js";
import type { LocalRewrite, Replacement } from "./local-rewrite.js";
import { importAs, type ImportedAs } from "./names.js";
import { isStep, type SdkUse } from "./sdk-uses.js";

const LOGGER = "runpod.RunPodLogger";

const TEXTS = {
  rule: "sdk-logger",
  message: "`RunPodLogger` prints lines for RunPod's console; on fal, Python's `logging` ends up in the runner's logs.",
  title: "Log with Python's logging",
} as const;

/** `RunPodLogger` becomes a logger of the standard library; the job id beside a message stays in front of it. */
export function findSdkLoggers(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  const found: LocalRewrite[] = [];
  for (const use of uses) {
    if (use.name === `${LOGGER}()` && use.node.type === "call") found.push(replaceConstruction(module, use.node));
    else if (use.name === LOGGER && !isStep(use)) found.push(replaceClass(module, use.node));
    else if (use.name.startsWith(`${LOGGER}().`)) found.push(...replaceMethod(module, use));
  }
  return found;
}

function replaceConstruction(module: PythonModule, call: PyNode): LocalRewrite {
  const logging = importAs(module, "import logging");
  const text = `${logging.name}.getLogger("worker")`;
  return rewrite(call, TEXTS, [replace(call, text)], { imports: [logging] });
}

/** The class itself, as an annotation or to be called elsewhere. */
function replaceClass(module: PythonModule, node: PyNode): LocalRewrite {
  const logging = importAs(module, "import logging");
  return rewrite(node, TEXTS, [replace(node, `${logging.name}.Logger`)], { imports: [logging] });
}

const LEVELS: Readonly<Record<string, string | undefined>> = {
  debug: "debug",
  info: "info",
  warn: "warning",
  error: "error",
  trace: "debug",
  tip: "info",
};

function replaceMethod(module: PythonModule, use: SdkUse): readonly LocalRewrite[] {
  const { node, name } = use;
  const method = name.slice(LOGGER.length + 3);
  if (node.type !== "call") return isStep(use) ? [] : replaceReference(node, method);
  const replacements = METHODS[method.slice(0, -2)]?.(module, node) ?? leveled(node, LEVELS[method.slice(0, -2)]);
  if (replacements === undefined)
    return [explain(node, { ...TEXTS, title: "Write the message with a method of `logging.Logger`" })];
  return replacements.edits.length === 0 ? [] : [rewrite(node, TEXTS, replacements.edits, replacements)];
}

/** A method given to something that calls it with a message. */
function replaceReference(node: PyNode, method: string): readonly LocalRewrite[] {
  const attribute = node.field("attribute");
  const level = LEVELS[method];
  if (attribute === undefined || level === undefined || level === method) return [];
  return [rewrite(node, TEXTS, [replace(attribute, level)])];
}

interface Edits {
  readonly edits: readonly Replacement[];
  readonly imports?: readonly ImportedAs[];
}

type Method = (module: PythonModule, call: PyNode) => Edits | undefined;

const METHODS: Readonly<Record<string, Method | undefined>> = {
  log: replaceLog,
  set_level: replaceSetLevel,
  secret: replaceSecret,
};

/** `log.info(message, job_id)`: for `logging` a second argument would be one of the message's own. */
function leveled(call: PyNode, level: string | undefined): Edits | undefined {
  const attribute = call.field("function")?.field("attribute");
  const list = call.field("arguments");
  const given = bindArguments(call, ["message", "request_id"]);
  const message = given?.get("message");
  if (attribute === undefined || list === undefined || level === undefined || message === undefined) return undefined;
  const renamed = attribute.text === level ? [] : [replace(attribute, level)];
  const isPlain = given?.size === 1 && list.namedChildren[0] === message;
  return { edits: isPlain ? renamed : [...renamed, replace(list, ...messageParts(given, message, "request_id"))] };
}

function messageParts(given: Arguments | undefined, message: PyNode, id: string): Replacement["parts"] {
  const job = given?.get(id);
  return job === undefined || job.type === "none" ? ["(", message, ")"] : ['("%s | %s", ', job, ", ", message, ")"];
}

function replaceLog(module: PythonModule, call: PyNode): Edits | undefined {
  const given = bindArguments(call, ["message", "message_level", "job_id"]);
  const message = given?.get("message");
  const list = call.field("arguments");
  const level = given?.get("message_level");
  const name = level === undefined ? "INFO" : levelName(stringValue(level));
  if (message === undefined || list === undefined || name === undefined) return undefined;
  const logging = importAs(module, "import logging");
  const [, ...rest] = messageParts(given, message, "job_id");
  const first = given?.has("job_id") === true ? ['"%s | %s", '] : [];
  const parts = [`(${logging.name}.${name}, `, ...first, ...(first.length === 0 ? [message, ")"] : rest)];
  return { edits: [replace(list, ...parts)], imports: [logging] };
}

function replaceSetLevel(module: PythonModule, call: PyNode): Edits | undefined {
  const attribute = call.field("function")?.field("attribute");
  const [level, ...others] = call.field("arguments")?.namedChildren ?? [];
  const name = levelName(stringValue(level)?.toUpperCase());
  if (attribute === undefined || level === undefined || others.length > 0) return undefined;
  if (name === undefined) return { edits: [replace(attribute, "setLevel")] };
  const logging = importAs(module, "import logging");
  return { edits: [replace(attribute, "setLevel"), replace(level, `${logging.name}.${name}`)], imports: [logging] };
}

/** `log.secret(name, value)` printed the value's first and last characters; the log now says only that it is set. */
function replaceSecret(_module: PythonModule, call: PyNode): Edits | undefined {
  const given = bindArguments(call, ["secret_name", "secret"]);
  const [name, secret] = [given?.get("secret_name"), given?.get("secret")];
  const attribute = call.field("function")?.field("attribute");
  const list = call.field("arguments");
  if (name === undefined || secret === undefined || attribute === undefined || list === undefined) return undefined;
  const parts = ['("%s: %s", ', name, ', "set" if ', secret, ' else "not set")'];
  return { edits: [replace(attribute, "info"), replace(list, ...parts)] };
}

const LEVEL_NAMES: Readonly<Record<string, string | undefined>> = {
  NOTSET: "NOTSET",
  TRACE: "DEBUG",
  DEBUG: "DEBUG",
  INFO: "INFO",
  TIP: "INFO",
  WARN: "WARNING",
  WARNING: "WARNING",
  ERROR: "ERROR",
  CRITICAL: "CRITICAL",
};

function levelName(level: string | undefined): string | undefined {
  return level === undefined ? undefined : LEVEL_NAMES[level];
}
