import { onlyValue } from "../../../python/bindings.js";
import { stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import { argumentFor } from "../../../python/functions.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { isGenerator, methodCall, ownNodes, positionalArguments } from "../../../python/queries.js";
import type { Binding } from "../../../python/scope-table.js";
import { moduleValue } from "../../../runpod/schema.js";
import { contentTypeOfExtension } from "../../local/content-types.js";
import { calledFunction, type Code } from "./called-function.js";

/** A file that the worker writes on its own disk and names in its answer: no caller could ever open it. */
export interface SavedPath {
  /** The class of `fal.toolkit` that uploads it. */
  readonly type: "Image" | "Audio" | "Video" | "File";
  readonly contentType: string | undefined;
  /** The PIL image that was saved, where a variable holds it until the answer. */
  readonly image: { readonly variable: string; readonly format: string; readonly save: PyNode } | undefined;
}

/** The classes of `fal.toolkit` for media; any other file is a `File`. */
const CLASSES: Readonly<Record<string, SavedPath["type"] | undefined>> = {
  image: "Image",
  audio: "Audio",
  video: "Video",
};

function kindOf(extension: string): Pick<SavedPath, "type" | "contentType"> {
  const contentType = contentTypeOfExtension(extension);
  return { type: CLASSES[contentType?.split("/")[0] ?? ""] ?? "File", contentType };
}

/** Callables that write a file at the path they are given. */
const WRITERS =
  /^(?:save|write|savefig|imwrite|export|export_to_video|write_videofile|write_audiofile|write_image|to_csv|to_file|imsave|save_image|synthesize_to_file|tts_to_file)$/;

/** The file that a returned value names, when the worker wrote it under a path of its own before `end`. */
export function savedPath(
  code: Code,
  definition: PyNode,
  value: PyNode,
  end = value.start,
  depth = 0,
): SavedPath | undefined {
  const { module } = code;
  const path = handedBack(code, unparenthesized(value));
  const extension = extensionOf(module, path);
  if (extension === undefined) return pathOfFunction(code, path, depth);
  if (isOnVolume(module, path)) return undefined;
  const before = [...definition.walk()].filter((node) => node.end <= end);
  const writer = before.find((node) => writes(code, node, path));
  if (writer === undefined || before.some((node) => removes(module, node, path))) return undefined;
  const kind = kindOf(extension);
  return {
    ...kind,
    image: kind.type === "Image" ? savedImage(module, definition, writer, value, extension) : undefined,
  };
}

/** What lies on the network volume can be opened by whoever has the volume: the path itself is the answer. */
function isOnVolume(module: PythonModule, path: PyNode, depth = 0): boolean {
  return [...path.walk()].some((node) => {
    if (node.type === "string") return /^\w*["']+\/(?:runpod-volume|data)\b/.test(node.text);
    const binding = node.type === "identifier" && depth < DEEPEST ? module.scopes.bindingOf(node) : undefined;
    const value = onlyValue(binding);
    return value !== undefined && isOnVolume(module, value, depth + 1);
  });
}

/** `save(picture)`, where the function writes a file and returns the path that it made up. */
function pathOfFunction(code: Code, value: PyNode, depth: number): SavedPath | undefined {
  const call = value.type === "identifier" ? onlyValue(code.module.scopes.bindingOf(value)) : value;
  const found = depth > DEEPEST ? undefined : calledFunction(code, call);
  if (found === undefined || isGenerator(found.definition)) return undefined;
  const inside = { ...code, module: found.module };
  const paths = returnedValues(found.definition).map((path) =>
    savedPath(inside, found.definition, path, path.start, depth + 1),
  );
  const [first, ...others] = paths;
  const isOne = others.every((other) => other?.contentType === first?.contentType && other?.type === first?.type);
  return first === undefined || !isOne ? undefined : { ...first, image: undefined };
}

/** What each `return` of a function gives; `return` alone gives nothing that could be asked about. */
function returnedValues(definition: PyNode): readonly PyNode[] {
  return [...ownNodes(definition)].flatMap((node) =>
    node.type === "return_statement" ? [node.namedChildren[0] ?? node] : [],
  );
}

const REMOVERS = /^(?:os\.(?:remove|unlink)|shutil\.(?:rmtree|move))$/;

/** Whether a call takes the file away again. */
function removes(module: PythonModule, node: PyNode, path: PyNode): boolean {
  const callee = node.type === "call" ? node.field("function") : undefined;
  if (callee === undefined || node.ancestor("finally_clause", "except_clause") !== undefined) return false;
  if (!REMOVERS.test(module.names.of(callee) ?? "")) return false;
  return positionalArguments(node).some((argument) => isSame(module, argument, path));
}

/** `path = render(…, "/tmp/x.mp4")`, where the function gives back the path that it was given. */
function handedBack(code: Code, value: PyNode): PyNode {
  const binding = value.type === "identifier" ? code.module.scopes.bindingOf(value) : undefined;
  const found = calledFunction(code, onlyValue(binding));
  if (found === undefined) return value;
  const given = new Set(returnedValues(found.definition).map(({ text }) => text));
  const [name, ...others] = given;
  const argument =
    name === undefined || others.length > 0 ? undefined : argumentFor(found.call, found.parameters, name);
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

function writes(code: Code, node: PyNode, path: PyNode, depth = 0): boolean {
  const { module } = code;
  if (node.type !== "call" || depth > DEEPEST) return false;
  if (runsCommand(module, node, path)) return true;
  const callee = node.field("function");
  const name = callee?.field("attribute")?.text ?? callee?.text ?? "";
  const callArguments = node.field("arguments")?.namedChildren ?? [];
  const namesPath = callArguments.some((argument) => isSame(module, argument.field("value") ?? argument, path));
  if (!namesPath) return false;
  if (WRITERS.test(name) || isWrittenBy(code, node, path, depth)) return true;
  const mode = stringValue(positionalArguments(node)[1]);
  return name.endsWith("open") && mode !== undefined && /[wax]/.test(mode);
}

/** Whether a function of the worker writes a file at the path that a call gives it. */
function isWrittenBy(code: Code, call: PyNode, path: PyNode, depth: number): boolean {
  const found = calledFunction(code, call);
  const parameter = found?.parameters.find(({ name }) => {
    const argument = argumentFor(call, found.parameters, name);
    return argument !== undefined && isSame(code.module, argument, path);
  });
  if (found === undefined || parameter === undefined) return false;
  const inside = { ...code, module: found.module };
  return [...found.definition.walk()].some((node) => writes(inside, node, parameter.identifier, depth + 1));
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
  if (a.type === "string" && b.type === "string" && a.text === b.text) return true;
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
