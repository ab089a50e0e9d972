import { addImports } from "../../../fal/imports.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { methodCall, ownNodes } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { readWorker, type Worker } from "../../../runpod/worker.js";
import type { ReadText } from "./read-text.js";
import { valueName } from "../../local/values.js";

/**
 * Makes JSON of what JSON cannot hold, where the code shows what it is: arrays, tensors and their numbers become lists
 * and numbers, bytes base64 text. RunPod never posted such an answer, so that its job hung (SDK 1.12.0, run); fal
 * would answer 500.
 */
export function makeAnswersSerialisable(text: string, read: ReadText): string {
  const module = read(text);
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined) return text;
  const rewriter = new Rewriter(text);
  const imports = new Set<string>();
  for (const node of answeredParts(worker)) {
    const form = formOf(module, node);
    if (form === undefined) continue;
    rewriter.replace(node, WRITERS[form](node));
    if (form === "bytes") imports.add("import base64");
  }
  return addImports(rewriter.render({ start: 0, end: text.length }), [...imports], "\n");
}

type Form = "array" | "bytes";

const WRITERS: Readonly<Record<Form, (node: PyNode) => string>> = {
  array: ({ text }) => `${text}.tolist()`,
  bytes: ({ text }) => `base64.b64encode(${text}).decode()`,
};

/** What handlers return and yield; of a dictionary or list display, the values inside. */
function answeredParts({ handlers }: Worker): readonly PyNode[] {
  const bodies = handlers.flatMap(({ definition }) =>
    definition?.type === "function_definition" ? (definition.field("body") ?? []) : [],
  );
  return bodies
    .flatMap((body) => [...ownNodes(body)])
    .flatMap((node) => {
      const value = node.is("return_statement", "yield") && node.named ? node.namedChildren[0] : undefined;
      return value === undefined ? [] : partsOf(value);
    });
}

function partsOf(value: PyNode): readonly PyNode[] {
  const node = unparenthesized(value);
  if (node.is("list", "tuple")) return node.namedChildren.flatMap(partsOf);
  if (node.type !== "dictionary") return [node];
  return node.namedChildren.flatMap((pair) => {
    const inner = pair.field("value");
    return inner === undefined ? [] : partsOf(inner);
  });
}

function formOf(module: PythonModule, node: PyNode): Form | undefined {
  const method = methodCall(node);
  if (method !== undefined && TENSOR_METHODS.has(method.name) && hasNoArguments(node)) return "array";
  const name = valueName(module, node);
  return name === undefined ? undefined : FORMS.find(([pattern]) => pattern.test(name))?.[1];
}

function hasNoArguments(call: PyNode): boolean {
  return call.field("arguments")?.namedChildren.length === 0;
}

/** Methods that only tensors have. */
const TENSOR_METHODS: ReadonlySet<string> = new Set(["numpy", "detach", "cpu"]);

const NUMPY =
  "array|asarray|zeros|ones|full|eye|arange|linspace|stack|vstack|hstack|concatenate|mean|median|sum|std|var|min|max|" +
  "argmax|argmin|argsort|sort|round|clip|abs|sqrt|exp|log|dot|matmul|float16|float32|float64|int8|int16|int32|int64|uint8|" +
  "linalg\\.norm|random\\.(?:rand|randn|random|normal|uniform)|cumsum|diff|transpose|reshape|repeat|tile|percentile";
const TORCH =
  "tensor|zeros|ones|full|rand|randn|arange|linspace|stack|cat|mean|sum|softmax|sigmoid|argmax|max|min|from_numpy|matmul|" +
  "nn\\.functional\\.\\w+";
const KEEPING =
  "astype|reshape|flatten|ravel|squeeze|unsqueeze|transpose|copy|mean|sum|std|max|min|round|clip|argmax|argmin|float|half|" +
  "int|long|to|detach|cpu|numpy|clone|softmax|sigmoid";

const FORMS: readonly (readonly [RegExp, Form])[] = [
  [new RegExp(`^(?:numpy\\.(?:${NUMPY})|torch\\.(?:${TORCH}))\\(\\)(?:\\.(?:${KEEPING})\\(\\))*$`), "array"],
  [
    /^io\.BytesIO\(\)\.(?:getvalue|read|getbuffer)\(\)$|^base64\.b64decode\(\)$|^numpy\.\w+\(\)(?:\.\w+\(\))*\.tobytes\(\)$/,
    "bytes",
  ],
];
