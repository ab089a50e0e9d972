import type { Choices, Weighted } from "./choices.js";
import { indented, type Lines, type Sketch } from "./sketch.js";

/** How a file comes to know RunPod. */
export interface ImportStyle extends Weighted {
  readonly statement: string;
  readonly serverless: string;
  readonly start: string;
}

export const importStyles: readonly ImportStyle[] = [
  { weight: 8, statement: "import runpod", serverless: "runpod.serverless", start: "runpod.serverless.start" },
  { statement: "import runpod as rp", serverless: "rp.serverless", start: "rp.serverless.start" },
  { statement: "import runpod.serverless", serverless: "runpod.serverless", start: "runpod.serverless.start" },
  { statement: "import runpod.serverless as rps", serverless: "rps", start: "rps.start" },
  { statement: "from runpod import serverless", serverless: "serverless", start: "serverless.start" },
  {
    statement: "import runpod\nfrom runpod.serverless import start",
    serverless: "runpod.serverless",
    start: "start",
  },
  {
    statement: "from runpod import serverless as sls\nfrom runpod.serverless import start as rp_start",
    serverless: "sls",
    start: "rp_start",
  },
];

interface Registered {
  readonly handler: string;
  readonly start: string;
  /** Entries of the config besides the handler. */
  readonly options: Lines;
  /** Statements that come right before. */
  readonly before: Lines;
}

interface Registration extends Weighted {
  readonly name: string;
  readonly lines: (registered: Registered, sketch: Sketch) => Lines;
}

function config({ handler, options }: Registered): string {
  return `{${[`"handler": ${handler}`, ...options].join(", ")}}`;
}

function call(registered: Registered): string {
  return `${registered.start}(${config(registered)})`;
}

/** The handler called as a developer would try it. */
function called({ handler }: Registered): string {
  const callee = /^[\w.]+$/.test(handler) ? handler : `(${handler})`;
  return `${callee}({"id": "local", "input": {"prompt": "test"}})`;
}

const guard = 'if __name__ == "__main__":';

const registrations: readonly Registration[] = [
  { name: "at module level", weight: 5, lines: (registered) => [...registered.before, call(registered)] },
  { name: "guarded", weight: 5, lines: (registered) => [guard, ...indented([...registered.before, call(registered)])] },
  {
    name: "prepared, then guarded",
    lines: (registered) => [...registered.before, "", guard, ...indented([call(registered)])],
  },
  {
    name: "over lines",
    weight: 1.5,
    lines: ({ before, start, handler, options }) => [
      ...before,
      `${start}(`,
      "    {",
      ...[`"handler": ${handler}`, ...options].map((entry) => `        ${entry},`),
      "    }",
      ")",
    ],
  },
  {
    name: "in a variable",
    weight: 1.5,
    lines: (registered) => [...registered.before, `config = ${config(registered)}`, `${registered.start}(config)`],
  },
  {
    name: "filled variable",
    lines: ({ before, start, handler, options }) => [
      ...before,
      "config = {}",
      `config["handler"] = ${handler}`,
      ...options.map((option) => option.replace(/^"(\w+)": (.*)$/, 'config["$1"] = $2')),
      `${start}(config)`,
    ],
  },
  {
    name: "spread",
    lines: ({ before, start, handler, options }) => [
      ...before,
      `OPTIONS = {${options.join(", ")}}`,
      `${start}({"handler": ${handler}, **OPTIONS})`,
    ],
  },
  {
    name: "by keyword",
    weight: 0.7,
    lines: (registered) => [...registered.before, `${registered.start}(config=${config(registered)})`],
  },
  {
    name: "in main",
    weight: 1.5,
    lines: (registered, sketch) => {
      const declarations = registered.before.flatMap((line) => {
        const name = /^(\w+) = /.exec(line)?.[1];
        return name === undefined ? [] : [`global ${name}`];
      });
      sketch.define(
        "def main():",
        ...indented([...declarations, ...registered.before, 'print("starting")', call(registered)]),
      );
      return [guard, "    main()"];
    },
  },
  {
    name: "with a test beside it",
    lines: (registered, sketch) => {
      sketch.import("import sys");
      return [
        guard,
        ...indented([
          ...registered.before,
          'if len(sys.argv) > 1 and sys.argv[1] == "--demo":',
          '    print("a demonstration")',
          "else:",
          `    ${call(registered)}`,
        ]),
      ];
    },
  },
  {
    name: "under a mode",
    lines: (registered, sketch) => {
      sketch.import("import os");
      return [
        ...registered.before,
        'if os.environ.get("WORKER_MODE", "serverless") == "serverless":',
        ...indented([call(registered)]),
      ];
    },
  },
  {
    name: "one of two by the environment",
    weight: 0.7,
    lines: (registered, sketch) => {
      sketch.import("import os");
      sketch.define("def health(job):", '    return {"alive": True, "id": job["id"]}');
      return [
        ...registered.before,
        'if os.environ.get("WORKER_KIND", "main") == "health":',
        `    ${registered.start}({"handler": health})`,
        "else:",
        ...indented([call(registered)]),
      ];
    },
  },
  {
    name: "two after one another",
    weight: 0.5,
    lines: (registered, sketch) => {
      sketch.define("def health(job):", '    return {"alive": True}');
      return [...registered.before, call(registered), `${registered.start}({"handler": health})`];
    },
  },
  {
    name: "with code behind it",
    weight: 0.7,
    lines: (registered) => [...registered.before, call(registered), 'print("the worker has stopped")'],
  },
  {
    name: "with a call beside it",
    weight: 0.7,
    lines: (registered, sketch) => {
      sketch.import("import sys");
      return [
        guard,
        ...indented([
          ...registered.before,
          'if "--try" in sys.argv:',
          `    print(${called(registered)})`,
          "    sys.exit(0)",
          call(registered),
        ]),
      ];
    },
  },
  {
    name: "called by a function beside it",
    weight: 0.5,
    lines: (registered, sketch) => {
      sketch.define("def try_out():", '    """What a developer calls."""', `    return ${called(registered)}`);
      return [...registered.before, call(registered)];
    },
  },
  {
    name: "announced",
    lines: (registered) => [
      guard,
      ...indented(['print("starting the worker")', ...registered.before, call(registered)]),
    ],
  },
];

/** How the handler is registered, and with which options. */
export function chooseRegistration(sketch: Sketch, style: ImportStyle, handler: string, isGenerator: boolean): Lines {
  const { choices } = sketch;
  const registered = {
    handler,
    start: style.start,
    options: optionsFor(choices, isGenerator),
    before: sketch.starting,
  };
  return choices.pick("registration", registrations).lines(registered, sketch);
}

function optionsFor(choices: Choices, isGenerator: boolean): Lines {
  return [
    ...(isGenerator && choices.chance("aggregate", 0.6) ? ['"return_aggregate_stream": True'] : []),
    ...(choices.chance("concurrency", 0.15) ? ['"concurrency_modifier": lambda current: 2'] : []),
    ...(choices.chance("refresh", 0.05) ? ['"refresh_worker": True'] : []),
    ...(choices.chance("fictional", 0.05) ? ['"startup_timeout": 300'] : []),
  ];
}
