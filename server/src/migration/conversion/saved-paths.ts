import { onlyValue } from "../../python/bindings.js";
import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import { argumentFor, definitionOf, parametersOf } from "../../python/functions.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { methodCall, ownNodes, positionalArguments } from "../../python/queries.js";
import type { Binding } from "../../python/scopes.js";
import { moduleValue } from "../../runpod/schema.js";

/** A file that the worker writes on its own disk and names in its answer: no caller could ever open it. */
export interface SavedPath {
  /** The class of `fal.toolkit` that uploads it. */
  readonly type: "Image" | "Audio" | "Video" | "File";
  readonly contentType: string | undefined;
  /** The PIL image that was saved, where a variable holds it until the answer. */
  readonly image: { readonly variable: string; readonly format: string; readonly save: PyNode } | undefined;
}

interface Kind {
  readonly type: SavedPath["type"];
  readonly contentType: string;
}

const KINDS: Readonly<Record<string, Kind | undefined>> = {
  png: { type: "Image", contentType: "image/png" },
  jpg: { type: "Image", contentType: "image/jpeg" },
  jpeg: { type: "Image", contentType: "image/jpeg" },
  webp: { type: "Image", contentType: "image/webp" },
  gif: { type: "Image", contentType: "image/gif" },
  wav: { type: "Audio", contentType: "audio/wav" },
  mp3: { type: "Audio", contentType: "audio/mpeg" },
  ogg: { type: "Audio", contentType: "audio/ogg" },
  flac: { type: "Audio", contentType: "audio/flac" },
  mp4: { type: "Video", contentType: "video/mp4" },
  webm: { type: "Video", contentType: "video/webm" },
  mov: { type: "Video", contentType: "video/quicktime" },
};

/** Callables that write a file at the path they are given. */
const WRITERS =
  /^(?:save|write|savefig|imwrite|export|export_to_video|write_videofile|write_audiofile|write_image|to_csv|to_file|imsave|save_image|synthesize_to_file|tts_to_file)$/;

/** The file that a returned value names, when the same function wrote it under a path of its own. */
export function savedPath(module: PythonModule, definition: PyNode, value: PyNode): SavedPath | undefined {
  const path = handedBack(module, unparenthesized(value));
  const extension = extensionOf(module, path);
  if (extension === undefined) return undefined;
  const writer = [...definition.walk()].find((node) => node.end <= value.start && writes(module, node, path));
  if (writer === undefined) return undefined;
  const kind = KINDS[extension] ?? { type: "File", contentType: undefined };
  return {
    ...kind,
    image: kind.type === "Image" ? savedImage(module, definition, writer, value, extension) : undefined,
  };
}

/** `path = render(…, "/tmp/x.mp4")`, where the function gives back the path that it was given. */
function handedBack(module: PythonModule, value: PyNode): PyNode {
  const binding = value.type === "identifier" ? module.scopes.bindingOf(value) : undefined;
  const call = onlyValue(binding);
  const callee = call?.type === "call" ? call.field("function") : undefined;
  const definition = callee === undefined ? undefined : definitionOf(module, callee);
  if (call === undefined || definition?.type !== "function_definition") return value;
  const parameters = parametersOf(definition);
  const given = new Set(
    [...ownNodes(definition)]
      .filter(({ type }) => type === "return_statement")
      .map((statement) => statement.namedChildren[0]?.text ?? ""),
  );
  const [name, ...others] = given;
  const argument = name === undefined || others.length > 0 ? undefined : argumentFor(call, parameters, name);
  return argument ?? value;
}

/** The extension of a path that is a literal, an f-string, or a name for one. */
function extensionOf(module: PythonModule, node: PyNode): string | undefined {
  const source = sourceOf(module, node);
  if (source === undefined) return undefined;
  const literal = stringValue(source);
  const text = literal ?? (source.is("string", "call", "binary_operator") ? source.text : undefined);
  if (text === undefined || !/[/\\]|^[\w.-]+\.\w+$|join\(|tmp|temp|\.\w{2,4}["']/.test(text)) return undefined;
  return /\.(\w{2,4})["')\s]*$/.exec(text)?.[1]?.toLowerCase();
}

/** The expression that a name stands for; undefined where it may stand for several, or comes from the caller. */
function sourceOf(module: PythonModule, node: PyNode): PyNode | undefined {
  if (node.type === "string") return node;
  if (node.type !== "identifier") return undefined;
  const binding = module.scopes.bindingOf(node);
  if (binding === undefined) return undefined;
  if (binding.scope.kind === "module") return moduleValue(module, node.text);
  const right = onlyValue(binding);
  return right?.is("string", "call", "binary_operator") === true && isOwnPath(module, right) ? right : undefined;
}

function isOwnPath(module: PythonModule, node: PyNode): boolean {
  if (node.type !== "call") return true;
  const callee = node.field("function");
  const name = callee === undefined ? undefined : module.names.of(callee);
  return name === "os.path.join" || name === "str" || name === "tempfile.mktemp";
}

/** How far a path is followed through the functions of the worker that it is given to. */
const DEEPEST = 3;

function writes(module: PythonModule, node: PyNode, path: PyNode, depth = 0): boolean {
  if (node.type !== "call" || depth > DEEPEST) return false;
  if (runsCommand(module, node, path)) return true;
  const callee = node.field("function");
  const name = callee?.field("attribute")?.text ?? callee?.text ?? "";
  const callArguments = node.field("arguments")?.namedChildren ?? [];
  const namesPath = callArguments.some((argument) => isSame(module, argument.field("value") ?? argument, path));
  if (!namesPath) return false;
  if (WRITERS.test(name) || isWrittenBy(module, node, path, depth)) return true;
  const mode = stringValue(positionalArguments(node)[1]);
  return name === "open" && mode !== undefined && /[wax]/.test(mode);
}

/** Whether a function of the worker writes a file at the path that a call gives it. */
function isWrittenBy(module: PythonModule, call: PyNode, path: PyNode, depth: number): boolean {
  const callee = call.field("function");
  const definition = callee === undefined ? undefined : definitionOf(module, callee);
  if (definition?.type !== "function_definition") return false;
  const parameters = parametersOf(definition);
  const parameter = parameters.find(({ name }) => {
    const argument = argumentFor(call, parameters, name);
    return argument !== undefined && isSame(module, argument, path);
  });
  if (parameter === undefined) return false;
  return [...definition.walk()].some((node) => writes(module, node, parameter.identifier, depth + 1));
}

/** A command that is given the path, such as ffmpeg with the name of its output. */
function runsCommand(module: PythonModule, call: PyNode, path: PyNode): boolean {
  const callee = call.field("function");
  const name = callee === undefined ? undefined : module.names.of(callee);
  if (name === undefined || !/^(?:subprocess\.(?:run|call|check_call|check_output)|os\.system)$/.test(name))
    return false;
  return [...(call.field("arguments")?.walk() ?? [])].some((part) => isSame(module, part, path));
}

function isSame(module: PythonModule, a: PyNode, b: PyNode): boolean {
  if (a === b) return true;
  if (a.type === "identifier" && b.type === "identifier")
    return module.scopes.bindingOf(a) === module.scopes.bindingOf(b) && a.text === b.text;
  const [left, right] = [stringValue(a), stringValue(b)];
  return left !== undefined && left === right;
}

/** `image.save(path)` right in the handler, with `image` unchanged until the answer: the image itself is uploaded. */
function savedImage(
  module: PythonModule,
  definition: PyNode,
  writer: PyNode,
  value: PyNode,
  extension: string,
): SavedPath["image"] {
  const method = methodCall(writer);
  if (method?.name !== "save" || method.receiver.type !== "identifier") return undefined;
  const binding = module.scopes.bindingOf(method.receiver);
  const isPlain = positionalArguments(writer).length === (writer.field("arguments")?.namedChildren.length ?? 0);
  if (binding === undefined || !isPlain || isReboundBetween(binding, writer, value)) return undefined;
  const format = extension === "jpg" ? "jpeg" : extension;
  const isPathSpent = mentionsOfPath(module, definition, unparenthesized(value)) === 2;
  const save = writer.parent;
  if (extension !== "png" || !isPathSpent || save?.type !== "expression_statement") return undefined;
  return { variable: method.receiver.text, format, save };
}

/** How often a function says the path: where it saves and where it answers, when nothing else needs the file. */
function mentionsOfPath(module: PythonModule, definition: PyNode, path: PyNode): number {
  return [...definition.walk()].filter(
    (node) => node.is("identifier", "string") && module.scopes.roleOf(node) !== "bind" && isSame(module, node, path),
  ).length;
}

function isReboundBetween(binding: Binding, from: PyNode, to: PyNode): boolean {
  return binding.references.some(
    ({ node, role }) => role === "bind" && node.start > from.start && node.start < to.start,
  );
}
