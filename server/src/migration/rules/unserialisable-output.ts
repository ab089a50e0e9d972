import { literalOf, stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { keywordArgument, methodCall, positionalArguments } from "../../python/queries.js";
import { valueName } from "../local/values.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { returnedValues, yieldedValues } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const unserialisableOutput: Rule = {
  name: "unserialisable-output",
  title: "An answer that is no JSON",
  mappings: [
    sdkRow("a returned image (hangs)", "Image of fal.toolkit"),
    sdkRow("returned bytes (hang)", "base64 text, or File of fal.toolkit"),
    sdkRow("a returned array, tensor, set or date (hangs)", "lists, numbers and text"),
  ],
  why: "RunPod writes the answer as JSON. What JSON cannot hold is never sent, and the job hangs until it times out, although RunPod's local server shows some of it. The fal app answers what was meant: lists and numbers for arrays, text for dates, files on fal's CDN or base64 for images and bytes.",
  links: pages("unserialisable-output", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "error",
  announced: "note",
  examples: [
    {
      title: "Bytes, a set and an image",
      code: py`
        import io
        import runpod
        from PIL import Image

        def handler(job):
            buffer = io.BytesIO()
            picture = Image.new("RGB", (8, 8))
            picture.save(buffer, "PNG")
            if job["input"]["raw"]:
                return buffer.getvalue()
            return {"tags": {"a", "b"}, "picture": picture}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["buffer.getvalue()", '{"a", "b"}', "picture"],
    },
    {
      title: "Converted by the worker",
      code: py`
        import base64
        import io
        import runpod

        def handler(job):
            buffer = io.BytesIO()
            return {"image": base64.b64encode(buffer.getvalue()).decode(), "tags": sorted({"a", "b"})}

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, handlers }) {
    for (const { definition, isGenerator } of handlers) {
      const answers = isGenerator ? yieldedValues(definition) : returnedValues(definition);
      for (const { value } of answers) {
        for (const part of partsOf(value)) {
          const problem = problemOf(module, part);
          if (problem !== undefined) yield { span: part, message: problem };
        }
      }
    }
  },
};

/** A value and, in a dictionary or list display, the values inside. */
function partsOf(value: PyNode): readonly PyNode[] {
  const node = unparenthesized(value);
  if (node.is("list", "tuple", "expression_list")) return node.namedChildren.flatMap(partsOf);
  if (node.type !== "dictionary") return [node];
  return node.namedChildren.flatMap((pair) => {
    const inner = pair.field("value");
    return inner === undefined ? [] : partsOf(inner);
  });
}

const BYTES =
  "RunPod cannot send bytes, so the job hangs; on fal, `File.from_bytes` uploads them, or base64 makes them text.";
const IMAGE = "RunPod cannot send an image, so the job hangs; on fal, `Image.from_pil` of `fal.toolkit` uploads it.";
const SET = "RunPod cannot send a set, so the job hangs; on fal, it is answered as a list.";
const ARRAY = "RunPod cannot send arrays, so the job hangs; on fal, they are answered as lists and numbers.";
const OBJECT = "RunPod cannot send this object, so the job hangs; on fal, it is answered as text or numbers.";

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^PIL\.Image\.(?:open|new|fromarray|frombytes|merge|blend)\(\)$/, IMAGE],
  [/^numpy\.(?:array|asarray|zeros|ones|arange|linspace|stack|concatenate|mean|sum|float32|float64|int64)\(\)$/, ARRAY],
  [/^torch\.(?:tensor|zeros|ones|rand|randn|arange|stack|cat|mean|sum)\(\)$/, ARRAY],
  [/^(?:io\.BytesIO\(\)|io\.BytesIO\(\)\.(?:getvalue|read)\(\)|base64\.b64(?:en|de)code\(\))$/, BYTES],
  [
    /^(?:datetime\.datetime\.(?:now|utcnow|today)|datetime\.date\.today|decimal\.Decimal|pathlib\.Path|uuid\.uuid\d)\(\)$/,
    OBJECT,
  ],
];

function problemOf(module: PythonModule, node: PyNode): string | undefined {
  if (node.is("set", "set_comprehension")) return SET;
  if (node.is("string", "concatenated_string")) return literalOf(node)?.kind === "bytes" ? BYTES : undefined;
  if (isEncodedText(node) || isBinaryRead(node)) return BYTES;
  if (node.text.endsWith(").images[0]")) return IMAGE;
  const name = valueName(module, node);
  return name === undefined ? undefined : NAMES.find(([pattern]) => pattern.test(name))?.[1];
}

/** `open(path, "rb").read()`, `path.read_bytes()`. */
function isBinaryRead(node: PyNode): boolean {
  const method = methodCall(node);
  if (method?.name === "read_bytes") return true;
  const opened = method?.name === "read" && method.receiver.type === "call" ? method.receiver : undefined;
  if (opened?.field("function")?.text !== "open") return false;
  const mode = positionalArguments(opened)[1] ?? keywordArgument(opened, "mode");
  return stringValue(mode)?.includes("b") === true;
}

/** `text.encode()`, `text.encode("utf-8")`: with other arguments it is an encoder of another kind. */
function isEncodedText(node: PyNode): boolean {
  if (methodCall(node)?.name !== "encode") return false;
  const given = node.field("arguments")?.namedChildren ?? [];
  return given.every((argument) => /^utf-?8|^ascii|^latin/i.test(stringValue(argument) ?? ""));
}
