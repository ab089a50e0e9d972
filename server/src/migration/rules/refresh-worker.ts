import type { PyNode } from "../../python/node.js";
import { methodCall, ownNodes, positionalArguments, subscriptKey } from "../../python/queries.js";
import { guideRow, pages, sdkRow, type Discovery, type HandlerFacts, type Rule } from "./rule.js";
import {
  answerDictionaries,
  isDictionary,
  isFalsy,
  isTruthyError,
  keyNode,
  literalEntries,
  yieldedDictionaries,
} from "./shared/answers.js";
import { py } from "./shared/py.js";

const KEY = "refresh_worker";
const HEADER = "`x-fal-stop-runner`";

export const refreshWorker: Rule = {
  name: "refresh-worker",
  title: "The worker is replaced after a job",
  mappings: [
    guideRow("refresh_worker: True", "HTTP 503"),
    sdkRow("refresh_worker beside a result", "the response header x-fal-stop-runner"),
  ],
  why: "fal ends a runner that answers 503, and tries the request again on a new one. That stands for `refresh_worker` beside an error. A finished answer would be thrown away by it: there the response header `x-fal-stop-runner` asks for the runner's end.",
  links: pages("refresh-worker", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "After every job",
      code: py`
        import runpod

        def handler(job):
            return 1

        runpod.serverless.start({"handler": handler, "refresh_worker": True})
      `,
      finds: ["True"],
    },
    {
      title: "After some jobs, beside an error and beside a result",
      code: py`
        import runpod

        def handler(job):
            if job["input"]["broken"]:
                return {"error": "out of memory", "refresh_worker": True}
            result = {"text": "done"}
            result["refresh_worker"] = True
            return result

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['"refresh_worker"', 'result["refresh_worker"]'],
    },
    {
      title: "In an error of a worker that is replaced anyway, from a helper",
      code: py`
        import runpod

        def failed(message):
            return {"error": message, "refresh_worker": True}

        def handler(job):
            if job["input"]["broken"]:
                return failed("out of memory")
            result = dict(text="done")
            result.update(refresh_worker=True)
            return result

        runpod.serverless.start({"handler": handler, "refresh_worker": True})
      `,
      finds: ['"refresh_worker"', "refresh_worker", "True"],
    },
    {
      title: "In a chunk, where RunPod does not look",
      code: py`
        import runpod

        def handler(job):
            yield {"text": "done", "refresh_worker": True}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['"refresh_worker"'],
    },
    {
      title: "Turned off",
      code: py`
        import runpod

        def handler(job):
            return {"text": "done", "refresh_worker": False}

        runpod.serverless.start({"handler": handler, "refresh_worker": False})
      `,
      finds: [],
    },
  ],
  *find({ handlers, answerers, isRefreshedAlways }) {
    const streams = handlers.filter(({ isGenerator }) => isGenerator);
    for (const handler of streams) yield* inChunks(handler);
    const answering = handlers.filter(({ isGenerator }) => !isGenerator).map(({ definition }) => definition);
    for (const definition of [...answering, ...answerers]) yield* inAnswers(definition, isRefreshedAlways);
  },
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      const option = start.options.get(KEY);
      if (option !== undefined && !isFalsy(option))
        yield {
          span: option,
          message: `RunPod replaces the worker after every job; on fal, every answer carries the header ${HEADER}.`,
        };
    }
  },
};

function* inAnswers(definition: PyNode, isRefreshedAlways: boolean): Generator<Discovery> {
  for (const { dictionary, entries } of answerDictionaries(definition)) {
    const value = entries.get(KEY);
    if (value === undefined || isFalsy(value)) continue;
    const withError = isRefreshedAlways ? WITH_ERROR_ALWAYS : WITH_ERROR;
    yield { span: keyNode(dictionary, KEY), message: isTruthyError(entries) ? withError : WITH_RESULT };
  }
  for (const node of ownNodes(definition)) {
    const target = node.type === "assignment" ? node.field("left") : undefined;
    if (target !== undefined && setsRefresh(node, target)) yield { span: target, message: WITH_RESULT };
    const key = updatedRefresh(node);
    if (key !== undefined) yield { span: key, message: WITH_RESULT };
  }
}

/** The key in `result.update(refresh_worker=True)`, or of the dictionary that is given there. */
function updatedRefresh(node: PyNode): PyNode | undefined {
  if (methodCall(node)?.name !== "update") return undefined;
  const [given] = positionalArguments(node);
  const dictionary = given !== undefined && isDictionary(given) ? given : node;
  const value = literalEntries(dictionary).get(KEY);
  return value === undefined || isFalsy(value) ? undefined : keyNode(dictionary, KEY);
}

const WITH_ERROR =
  "RunPod fails the job and replaces the worker; on fal, HTTP 503 replaces the runner and tries the request again.";
const WITH_ERROR_ALWAYS = `RunPod fails the job, and replaces the worker after every job anyway; on fal, the error keeps its status and carries the header ${HEADER}, because a 503 would try bad input again.`;
const WITH_RESULT = `RunPod answers and replaces the worker; on fal, the response header ${HEADER} does, because a 503 would lose the answer.`;

function setsRefresh(assignment: PyNode, target: PyNode): boolean {
  const value = assignment.field("right");
  return subscriptKey(target) === KEY && value !== undefined && !isFalsy(value);
}

function* inChunks({ definition }: HandlerFacts): Generator<Discovery> {
  for (const { dictionary, entries } of yieldedDictionaries(definition)) {
    if (entries.has(KEY))
      yield {
        span: keyNode(dictionary, KEY),
        message:
          "RunPod does not look for this in a chunk, so the worker was never replaced; fal sends the chunk as it is.",
        severity: "error",
      };
  }
}
