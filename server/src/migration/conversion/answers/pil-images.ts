import { assignedAt, assignedValues, bindsOf } from "../../../python/bindings.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { stringValue } from "../../../python/literals.js";
import { keywordArgument, methodCall, positionalArguments } from "../../../python/queries.js";
import { reachingBinds } from "../../../runpod/reaching.js";
import { valueName } from "../../local/values.js";
import { iteratedBy, listSources, resultsOf } from "./value-sources.js";

/** What an expression can be: an image of PIL, or a list of such images. */
export type ImageForm = "image" | "images";

/** What a value is for certain; RunPod could send neither, because neither is JSON. */
export function imageForm(module: PythonModule, expression: PyNode): ImageForm | undefined {
  if (isImage(module, expression, 0)) return "image";
  return isImageList(module, expression, 0) ? "images" : undefined;
}

/** Longer chains of names and calls than anybody writes. */
const DEEPEST = 6;

const MAKERS =
  /^PIL\.(?:Image\.(?:open|new|fromarray|frombytes|frombuffer|merge|blend|composite|alpha_composite|linear_gradient|radial_gradient)|Image\.Image\.\w+|ImageOps\.(?:\w+)|ImageChops\.\w+|ImageGrab\.grab)$/;

/** Methods of an image that give another image. */
const KEEPING =
  /^(?:resize|convert|crop|rotate|copy|filter|transpose|quantize|point|transform|reduce|remap_palette|effect_spread)$/;

function isImage(module: PythonModule, expression: PyNode, depth: number): boolean {
  const node = unparenthesized(expression);
  return depth < DEEPEST && (IMAGES[node.type]?.(module, node, depth + 1) ?? false);
}

type Question = (module: PythonModule, node: PyNode, depth: number) => boolean;

const IMAGES: Readonly<Record<string, Question | undefined>> = {
  identifier: (module, node, depth) => {
    const binding = module.scopes.bindingOf(node);
    const all = bindsOf(binding);
    const binds = reachingBinds(all, node);
    if (binds.length > 0 && binds.every((bind) => isBoundImage(module, bind, depth))) return true;
    return all.length === 1 && (binding?.references.some((reference) => isUsedAsImage(reference.node)) ?? false);
  },
  subscript: (module, node, depth) => {
    const [value, [index]] = [node.field("value"), node.fields("subscript")];
    return value !== undefined && index?.type !== "slice" && isImageList(module, value, depth);
  },
  call: (module, node, depth) => {
    const callee = node.field("function");
    if (callee !== undefined && MAKERS.test(module.names.of(callee) ?? "")) return true;
    const method = methodCall(node);
    if (method !== undefined && KEEPING.test(method.name) && isImage(module, method.receiver, depth)) return true;
    return resultsOf(module, node)?.every((result) => isImage(module, result, depth)) ?? false;
  },
  conditional_expression: (module, node, depth) => {
    const [value, , otherwise] = node.namedChildren;
    return [value, otherwise].every((side) => side !== undefined && isImage(module, side, depth));
  },
};

function isBoundImage(module: PythonModule, bind: PyNode, depth: number): boolean {
  const value = assignedAt(bind) ?? entered(bind);
  if (value !== undefined) return isImage(module, value, depth);
  const source = iteratedBy(bind);
  return source !== undefined && isImageList(module, source, depth);
}

/** `with Image.open(path) as picture`. */
function entered(bind: PyNode): PyNode | undefined {
  const pattern = bind.parent?.type === "as_pattern_target" ? bind.parent.parent : undefined;
  return pattern?.namedChildren[0];
}

const MODES = new Set(["RGB", "RGBA", "L", "1", "CMYK"]);

/** Nothing that JSON knows is saved as a PNG, or converted to RGB. */
function isUsedAsImage(name: PyNode): boolean {
  const call = name.parent?.type === "attribute" && name.fieldName === "object" ? name.parent.parent : undefined;
  const method = call === undefined ? undefined : methodCall(call);
  if (call === undefined || method === undefined) return false;
  const [first, second] = positionalArguments(call);
  if (method.name === "convert") return MODES.has(stringValue(first) ?? "");
  if (method.name !== "save") return false;
  const format = stringValue(keywordArgument(call, "format") ?? second) ?? stringValue(first) ?? "";
  return /^(?:.*\.)?(?:png|jpe?g|webp|gif|bmp)$/i.test(format);
}

function isImageList(module: PythonModule, expression: PyNode, depth: number): boolean {
  const node = unparenthesized(expression);
  return depth < DEEPEST && (LISTS[node.type]?.(module, node, depth + 1) ?? false);
}

const LISTS: Readonly<Record<string, Question | undefined>> = {
  attribute: (module, node, depth) => {
    const owner = node.field("object");
    return node.field("attribute")?.text === "images" && owner !== undefined && isPipelineResult(module, owner, depth);
  },
  list: (module, node, depth) =>
    node.namedChildren.length > 0 && node.namedChildren.every((item) => isImage(module, item, depth)),
  list_comprehension: (module, node, depth) => {
    const body = node.field("body");
    return body !== undefined && isImage(module, body, depth);
  },
  identifier: (module, node, depth) => {
    const sources = listSources(module, node);
    if (sources === undefined || (sources.items.length === 0 && sources.starts.every(isEmptyList))) return false;
    return (
      sources.items.every((item) => isImage(module, item, depth)) &&
      sources.starts.every((start) => isEmptyList(start) || isImageList(module, start, depth))
    );
  },
  call: (module, node, depth) =>
    resultsOf(module, node)?.every((result) => isImageList(module, result, depth)) ?? false,
};

function isEmptyList({ type, namedChildren }: PyNode): boolean {
  return type === "list" && namedChildren.length === 0;
}

/** What a pipeline of diffusers answers, unless it was asked for arrays. */
function isPipelineResult(module: PythonModule, owner: PyNode, depth: number): boolean {
  const node = unparenthesized(owner);
  if (depth > DEEPEST) return false;
  if (node.type === "identifier") {
    const values = assignedValues(module.scopes.bindingOf(node));
    return values?.every((value) => isPipelineResult(module, value, depth + 1)) ?? false;
  }
  const callee = node.type === "call" ? node.field("function") : undefined;
  return callee !== undefined && givesImages(node) && isPipeline(module, callee, new Set());
}

function givesImages(call: PyNode): boolean {
  const given = keywordArgument(call, "output_type");
  return given === undefined || stringValue(given) === "pil";
}

/** Whether a value is a pipeline of diffusers, also where a function of the file loads it, once or again. */
function isPipeline(module: PythonModule, expression: PyNode, seen: ReadonlySet<unknown>): boolean {
  const node = unparenthesized(expression);
  if (/^diffusers\.\w+\.from_\w+\(\)(?:\.to\(\))?$/.test(valueName(module, node) ?? "")) return true;
  if (node.type === "identifier") {
    const binding = module.scopes.bindingOf(node);
    // A name that is given its own value again, `pipe = pipe.to("cuda")`, says nothing new.
    if (seen.has(binding)) return true;
    const values = assignedValues(binding)?.filter(({ type }) => type !== "none") ?? [];
    return values.length > 0 && values.every((value) => isPipeline(module, value, new Set([...seen, binding])));
  }
  const method = methodCall(node);
  if (method !== undefined && /^(?:to|cuda|half)$/.test(method.name)) return isPipeline(module, method.receiver, seen);
  return resultsOf(module, node)?.every((result) => isPipeline(module, result, new Set([...seen, node]))) ?? false;
}
