import { onlyValue } from "../../python/bindings.js";
import { definitionOf } from "../../python/functions.js";
import { decoratorsOf, isGenerator } from "../../python/queries.js";
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
      title: "A generator of the handler's own, under a name",
      code: py`
        import runpod

        def handler(job):
            def words():
                yield from job["input"]["text"].split()

            result = words()
            return result

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["result"],
    },
    {
      title: "An object that is called",
      code: py`
        import runpod

        class Words:
            def __call__(self, job):
                yield from job["input"]["text"].split()

        runpod.serverless.start({"handler": Words()})
      `,
      finds: ["__call__"],
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
      for (const { value } of handler.isGenerator ? [] : returnedValues(handler.definition)) {
        if (isGeneratorCall(module, value, handler))
          yield {
            span: value,
            message: "A returned generator hangs on RunPod; on fal, a `StreamingResponse` sends its chunks.",
          };
      }
      const wrapper = handler.isGenerator ? wrapperOf(module, handler) : undefined;
      if (wrapper !== undefined)
        yield {
          span: wrapper,
          message:
            "Behind this RunPod does not see a generator, and jobs hang; on fal, a `StreamingResponse` sends its chunks.",
        };
    }
  },
};

function isGeneratorCall(module: PythonModule, answer: PyNode, { generators }: HandlerFacts): boolean {
  const value = answer.type === "identifier" ? (onlyValue(module.scopes.bindingOf(answer)) ?? answer) : answer;
  if (value.type === "generator_expression") return true;
  const callee = value.type === "call" ? value.field("function") : undefined;
  if (callee?.type !== "identifier") return false;
  const inner = definitionOf(module, callee);
  return generators.has(callee.text) || (inner?.type === "function_definition" && isGenerator(inner));
}

/**
 * What keeps RunPod from seeing a generator: the object that is called, or a decorator of the file's own. Torch's
 * decorators know generators, and RunPod's timer is taken off.
 */
function wrapperOf(module: PythonModule, { definition, isHiddenGenerator }: HandlerFacts): PyNode | undefined {
  if (isHiddenGenerator) return definition.field("name");
  return decoratorsOf(definition)
    .map((decorator) => decorator.namedChildren[0])
    .find((expression) => expression?.type === "identifier" && module.names.of(expression) === undefined);
}
