import { handlerBody } from "./body.js";
import type { Weighted } from "./choices.js";
import { failing } from "./failures.js";
import { indented, type Lines, type Scene, type Sketch } from "./sketch.js";

export interface Handler {
  /** The expression that stands behind `"handler":`. */
  readonly expression: string;
  /** What defines it, in order. */
  readonly definitions: readonly Lines[];
  /** What must have run before the expression can. */
  readonly state: Lines;
}

interface Signature {
  readonly name: string;
  readonly parameter: string;
}

interface HandlerForm extends Weighted {
  readonly name: string;
  readonly isAsync?: boolean;
  readonly isGenerator?: boolean;
  readonly write: (signature: Signature, body: Lines, scene: Scene) => Handler;
}

function head(scene: Scene, { name, parameter }: Signature, first = ""): string {
  const annotation = scene.choices.pick("annotation", ["", "", "", "dict", "annotated answer"]);
  const type = annotation === "" ? "" : ": dict";
  const result = annotation === "annotated answer" && !scene.isGenerator ? " -> object" : "";
  return `${scene.isAsync ? "async " : ""}def ${name}(${first}${parameter}${type})${result}:`;
}

function writePlain(signature: Signature, body: Lines, scene: Scene): Handler {
  const documentation = scene.choices.pick("documentation", [[], [], ['"""Answer one job."""'], ["# one job"]]);
  return {
    expression: signature.name,
    definitions: [[head(scene, signature), ...indented([...documentation, ...body])]],
    state: [],
  };
}

const forms: readonly HandlerForm[] = [
  { name: "function", weight: 8, write: writePlain },
  { name: "async function", weight: 2.5, isAsync: true, write: writePlain },
  { name: "generator", weight: 3, isGenerator: true, write: writePlain },
  { name: "async generator", weight: 2, isAsync: true, isGenerator: true, write: writePlain },
  {
    name: "lambda",
    weight: 0.8,
    write: ({ name, parameter }, body, scene) => ({
      expression: `lambda ${parameter}: ${name}(${parameter})`,
      definitions: [[head(scene, { name, parameter }), ...indented(body)]],
      state: [],
    }),
  },
  {
    name: "partial",
    weight: 0.8,
    write: ({ name, parameter }, body, scene) => {
      scene.sketch.import("import functools");
      return {
        expression: `functools.partial(${name}, "cpu")`,
        definitions: [[head(scene, { name, parameter }, "target, "), ...indented(["print(target)", ...body])]],
        state: [],
      };
    },
  },
  {
    name: "closure",
    weight: 1,
    write: ({ name, parameter }, body, scene) => ({
      expression: "make_handler(2)",
      definitions: [
        [
          "def make_handler(level):",
          ...indented([head(scene, { name, parameter }), ...indented(["print(level)", ...body]), "", `return ${name}`]),
        ],
      ],
      state: [],
    }),
  },
  {
    name: "method",
    weight: 1,
    write: ({ name, parameter }, body, scene) => ({
      expression: `worker.${name}`,
      definitions: [
        [
          "class Worker:",
          ...indented([
            "def __init__(self):",
            "    self.jobs = 0",
            "",
            head(scene, { name, parameter }, "self, "),
            ...indented(["self.jobs += 1", "print(self.jobs)", ...body]),
          ]),
        ],
      ],
      state: ["worker = Worker()"],
    }),
  },
  {
    name: "callable",
    weight: 0.8,
    write: ({ parameter }, body, scene) => ({
      expression: "Worker()",
      definitions: [
        ["class Worker:", ...indented([head(scene, { name: "__call__", parameter }, "self, "), ...indented(body)])],
      ],
      state: [],
    }),
  },
  {
    name: "static method",
    weight: 0.5,
    write: ({ name, parameter }, body, scene) => ({
      expression: `Worker.${name}`,
      definitions: [
        ["class Worker:", ...indented(["@staticmethod", head(scene, { name, parameter }), ...indented(body)])],
      ],
      state: [],
    }),
  },
  {
    name: "async method",
    weight: 0.5,
    isAsync: true,
    write: ({ name, parameter }, body, scene) => ({
      expression: `Service().${name}`,
      definitions: [["class Service:", ...indented([head(scene, { name, parameter }, "self, "), ...indented(body)])]],
      state: [],
    }),
  },
  {
    name: "callable with a state",
    weight: 0.7,
    write: ({ parameter }, body, scene) => ({
      expression: "service",
      definitions: [
        [
          "class Service:",
          ...indented([
            'def __init__(self, name="default"):',
            "    self.name = name",
            "    self.served = 0",
            "",
            head(scene, { name: "__call__", parameter }, "self, "),
            ...indented(["self.served += 1", "print(self.name, self.served)", ...body]),
          ]),
        ],
      ],
      state: ['service = Service("main")'],
    }),
  },
  {
    name: "callable that keeps its input",
    weight: 0.5,
    write: ({ parameter }, body, scene) => {
      scene.sketch.otherFields.push({ name: "language", schema: { type: "string" }, required: false });
      // Nobody answers a key that the schema's validator refuses anyway.
      const isRefused = scene.sketch.constants.some((constant) => constant.startsWith("SCHEMA = {"));
      const refusal = isRefused ? ['print("no such language")'] : failing(scene, "language", '"no such language"');
      const lines = [
        `self.data = ${parameter}["input"]`,
        'if self.language() in ("", None):',
        ...indented(refusal),
        ...body,
      ];
      return {
        expression: "Service()",
        definitions: [
          [
            "class Service:",
            ...indented([
              head(scene, { name: "__call__", parameter }, "self, "),
              ...indented(lines),
              "",
              "def language(self):",
              '    return self.data.get("language", "en")',
            ]),
          ],
        ],
        state: [],
      };
    },
  },
  {
    name: "partial by keyword",
    weight: 0.5,
    write: ({ name, parameter }, body, scene) => {
      scene.sketch.import("from functools import partial");
      return {
        expression: `partial(${name}, limit=3)`,
        definitions: [[`def ${name}(${parameter}, limit=10):`, ...indented(["print(limit)", ...body])]],
        state: [],
      };
    },
  },
  {
    name: "class method",
    weight: 0.4,
    write: ({ name, parameter }, body, scene) => ({
      expression: `Worker.${name}`,
      definitions: [
        ["class Worker:", ...indented(["@classmethod", head(scene, { name, parameter }, "cls, "), ...indented(body)])],
      ],
      state: [],
    }),
  },
  {
    name: "timed",
    weight: 1,
    write: ({ name, parameter }, body, scene) => {
      scene.sketch.import("import time", "from functools import wraps");
      return {
        expression: name,
        definitions: [
          [
            "def timed(label):",
            ...indented([
              "def decorate(function):",
              ...indented([
                "@wraps(function)",
                "def run(job):",
                ...indented([
                  "began = time.perf_counter()",
                  "try:",
                  "    return function(job)",
                  "finally:",
                  '    print(f"{label}: {time.perf_counter() - began:.3f}s")',
                ]),
                "",
                "return run",
              ]),
              "",
              "return decorate",
            ]),
          ],
          ['@timed("job")', head(scene, { name, parameter }), ...indented(body)],
        ],
        state: [],
      };
    },
  },
  {
    name: "decorated async function",
    weight: 0.6,
    isAsync: true,
    write: ({ name, parameter }, body, scene) => {
      scene.sketch.import("from functools import wraps");
      return {
        expression: name,
        definitions: [
          [
            "def guarded(function):",
            ...indented([
              "@wraps(function)",
              "async def run(job):",
              ...indented([
                "try:",
                "    return await function(job)",
                "except Exception as e:",
                '    return {"error": f"guarded: {e}"}',
              ]),
              "",
              "return run",
            ]),
          ],
          ["@guarded", head(scene, { name, parameter }), ...indented(body)],
        ],
        state: [],
      };
    },
  },
  {
    name: "decorated",
    weight: 1,
    write: ({ name, parameter }, body, scene) => {
      scene.sketch.import("import functools");
      return {
        expression: name,
        definitions: [
          [
            "def announced(function):",
            ...indented([
              "@functools.wraps(function)",
              "def run(*args, **kwargs):",
              '    print("calling", function.__name__)',
              "    return function(*args, **kwargs)",
              "",
              "return run",
            ]),
          ],
          ["@announced", head(scene, { name, parameter }), ...indented(body)],
        ],
        state: [],
      };
    },
  },
];

const names = ["handler", "run", "process_job", "generate", "infer", "main_handler", "setup", "stream"];
const parameters = ["job", "event", "request", "input", "job_data", "_job", "job_input"];

export function chooseHandler(sketch: Sketch, fields: Scene["fields"]): Handler & { readonly isGenerator: boolean } {
  const { choices } = sketch;
  const form = choices.pick("handler", forms);
  const signature = { name: choices.pick("handler name", names), parameter: choices.pick("parameter", parameters) };
  const isGenerator = form.isGenerator === true;
  const scene: Scene = {
    sketch,
    choices,
    fields,
    isGenerator,
    isAsync: form.isAsync === true,
    job: undefined,
    input: undefined,
  };
  const body = handlerBody(scene, signature.parameter);
  return { ...form.write(signature, body, scene), isGenerator };
}
