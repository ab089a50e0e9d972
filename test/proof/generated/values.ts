import type { Weighted } from "./choices.js";
import type { Field, Kind } from "./fields.js";
import { formatted, indented, type Lines, type Scene } from "./sketch.js";

/** What is made of a field's value. */
interface Use extends Weighted {
  readonly kinds: readonly Kind[];
  readonly expression: Expression;
}

const any: readonly Kind[] = ["text", "number", "count", "flag", "list", "object"];

const uses: readonly Use[] = [
  { kinds: any, weight: 2, expression: (value) => value },
  { kinds: ["text"], weight: 2, expression: (value) => `${value}.upper()` },
  { kinds: ["text", "list", "object"], expression: (value) => `len(${value})` },
  { kinds: ["text"], expression: (value) => formatted(`<{${value}}>`) },
  { kinds: ["text"], expression: (value) => `"> " + ${value}` },
  { kinds: ["text"], expression: (value) => `${value}.split()` },
  { kinds: ["text"], expression: (value) => `(${value} or "nothing").title()` },
  { kinds: ["number", "count"], weight: 2, expression: (value) => `${value} * 2` },
  { kinds: ["number", "count"], expression: (value) => `${value} / 4` },
  { kinds: ["number", "count"], expression: (value) => `round(${value} + 0.25, 2)` },
  { kinds: ["number", "count"], expression: (value) => formatted(`{${value}:.1f}`) },
  { kinds: ["number", "count"], expression: (value) => `"%s steps" % ${value}` },
  { kinds: ["count"], expression: (value) => `list(range(min(${value}, 5)))` },
  { kinds: ["count"], expression: (value) => `"ab" * ${value}` },
  { kinds: ["flag"], expression: (value) => `not ${value}` },
  { kinds: ["flag"], weight: 2, expression: (value) => `"yes" if ${value} else "no"` },
  { kinds: ["list"], expression: (value) => `sorted(${value}, key=str)` },
  { kinds: ["list"], expression: (value) => `[str(item) for item in ${value}]` },
  { kinds: ["list"], expression: (value) => `${value}[0] if ${value} else None` },
  { kinds: ["object"], expression: (value) => `${value}.get("a")` },
  { kinds: ["object"], expression: (value) => `{**${value}, "done": True}` },
  { kinds: ["object"], expression: (value) => `${value}["a"]` },
  { kinds: ["object"], expression: (value) => `(${value} or {}).get("b", {}) or "no b"` },
  { kinds: ["object"], expression: (value) => `{key: str(item) for key, item in ${value}.items()}` },
  { kinds: ["object"], expression: (value) => `${value}.get("nested", {}).get("deep", 5)` },
  { kinds: ["object"], expression: (value) => `sorted(${value}.items(), key=str)` },
  { kinds: any, expression: (value) => `str(${value})` },
  { kinds: any, expression: (value) => `type(${value}).__name__` },
  { kinds: any, expression: (value) => `repr(${value})` },
  { kinds: any, expression: (value) => `${value} is None` },
];

/** Python that is made of a value. */
type Expression = (value: string) => string;

/** Functions that do nothing but compute, and how they are called with an expression. */
interface Helper extends Weighted {
  readonly name: string;
  readonly define: (
    scene: Scene,
    expression: Expression,
  ) => { readonly lines: Lines; readonly call: (value: string) => string };
}

const helpers: readonly Helper[] = [
  {
    name: "none",
    weight: 6,
    define: (_, expression) => ({ lines: [], call: expression }),
  },
  {
    name: "function",
    weight: 2,
    define: ({ sketch }, expression) => {
      sketch.define("def shape(value):", `    return ${expression("value")}`);
      return { lines: [], call: (value) => `shape(${value})` };
    },
  },
  {
    name: "function with a default",
    define: ({ sketch }, expression) => {
      sketch.define(
        "def shape(value, twice=False):",
        `    made = ${expression("value")}`,
        "    return [made, made] if twice else made",
      );
      return { lines: [], call: (value) => `shape(${value}, twice=True)` };
    },
  },
  {
    name: "function that raises",
    define: ({ sketch }, expression) => {
      sketch.define(
        "def shape(value):",
        '    if value == "a" or value == 1 or value == []:',
        '        raise ValueError(f"cannot work on {value!r}")',
        `    return ${expression("value")}`,
      );
      return { lines: [], call: (value) => `shape(${value})` };
    },
  },
  {
    name: "function with a match",
    define: ({ sketch }, expression) => {
      sketch.define(
        "def shape(value):",
        "    match value:",
        "        case None:",
        '            return "nothing"',
        "        case bool() | int():",
        "            return [value]",
        "        case _:",
        `            return ${expression("value")}`,
      );
      return { lines: [], call: (value) => `shape(${value})` };
    },
  },
  {
    name: "function that cleans up",
    define: ({ sketch }, expression) => {
      sketch.define(
        "def shape(value):",
        "    try:",
        `        made = ${expression("value")}`,
        "    except TypeError as e:",
        '        raise ValueError(f"wrong type: {type(value).__name__}") from e',
        "    finally:",
        '        print("shaped")',
        "    return made",
      );
      return { lines: [], call: (value) => `shape(${value})` };
    },
  },
  {
    name: "inner function",
    define: (_, expression) => ({
      lines: ["def shape(value):", ...indented([`return ${expression("value")}`])],
      call: (value) => `shape(${value})`,
    }),
  },
  {
    name: "lambda",
    define: (_, expression) => ({
      lines: [`shape = lambda value: ${expression("value")}`],
      call: (value) => `shape(${value})`,
    }),
  },
  {
    name: "method",
    define: ({ sketch }, expression) => {
      sketch.define("class Shaper:", "    def shape(self, value):", `        return ${expression("value")}`);
      return { lines: [], call: (value) => `Shaper().shape(${value})` };
    },
  },
  {
    name: "function that calls a function",
    define: ({ sketch }, expression) => {
      sketch.define("def inner_shape(value):", `    return ${expression("value")}`);
      sketch.define("def shape(value):", "    result = inner_shape(value)", "    return result");
      return { lines: [], call: (value) => `shape(${value})` };
    },
  },
  {
    name: "async function",
    define: ({ sketch, isAsync }, expression) => {
      if (!isAsync) return { lines: [], call: expression };
      sketch.import("import asyncio");
      sketch.define("async def shape(value):", "    await asyncio.sleep(0)", `    return ${expression("value")}`);
      return { lines: [], call: (value) => `await shape(${value})` };
    },
  },
];

export interface Entry {
  readonly key: string;
  readonly expression: string;
}

export interface Values {
  readonly lines: Lines;
  readonly entries: readonly Entry[];
}

/** What is made of each field, one of them perhaps by a function. */
export function chooseValues(scene: Scene, held: ReadonlyMap<Field, string>): Values {
  const lines: string[] = [];
  const entries = [...held].map(([field, value], index): Entry => {
    const key = `${field.variable}_out`;
    const fitting = uses.filter(({ kinds }) => kinds.includes(field.kind));
    const { expression } = scene.choices.pick(`use.${field.key}`, fitting);
    if (index > 0) return { key, expression: expression(value) };
    const helper = scene.choices.pick("helper", helpers).define(scene, expression);
    lines.push(...helper.lines);
    return { key, expression: helper.call(value) };
  });
  return { lines, entries };
}
