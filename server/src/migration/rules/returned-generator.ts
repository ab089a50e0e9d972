import { decoratorsOf } from "../../python/queries.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { pages, sdkRow, type HandlerFacts, type Rule } from "./rule.js";
import { returnedValues } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const returnedGenerator: Rule = {
  name: "returned-generator",
  title: "A stream that RunPod never sent",
  mappings: [sdkRow("a returned or wrapped generator (hangs)", "StreamingResponse")],
  why: "RunPod streams only when the handler itself is a generator function. A handler that returns a generator, or is one behind a decorator, posts nothing, and its jobs hang until they time out. The fal app streams, as was evidently meant.",
  links: pages("returned-generator", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "error",
  announced: "note",
  examples: [
    {
      title: "A generator is returned",
      code: py`
        import runpod

        def words(text):
            for word in text.split():
                yield word

        def handler(job):
            return words(job["input"]["text"])

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['words(job["input"]["text"])'],
    },
    {
      title: "The generator itself",
      code: py`
        import runpod

        def handler(job):
            yield 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, handlers }) {
    for (const handler of handlers) {
      for (const { value } of returnedValues(handler.definition)) {
        if (!handler.isGenerator && isGeneratorCall(value, handler))
          yield {
            span: value,
            message: "A returned generator hangs on RunPod; on fal, a `StreamingResponse` sends its chunks.",
          };
      }
      const wrapper = handler.isGenerator ? wrapperOf(module, handler.definition) : undefined;
      if (wrapper !== undefined)
        yield {
          span: wrapper,
          message:
            "Behind this decorator RunPod does not see a generator, and jobs hang; on fal, a `StreamingResponse` sends its chunks.",
        };
    }
  },
};

function isGeneratorCall(value: PyNode, { generators }: HandlerFacts): boolean {
  if (value.type === "generator_expression") return true;
  const callee = value.type === "call" ? value.field("function") : undefined;
  return callee?.type === "identifier" && generators.has(callee.text);
}

/** A decorator of the file's own: torch's know generators, and RunPod's timer is taken off. */
function wrapperOf(module: PythonModule, definition: PyNode): PyNode | undefined {
  return decoratorsOf(definition)
    .map((decorator) => decorator.namedChildren[0])
    .find((expression) => expression?.type === "identifier" && module.names.of(expression) === undefined);
}
