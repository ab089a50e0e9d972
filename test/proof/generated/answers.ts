import type { Weighted } from "./choices.js";
import { indented, type Lines, type Scene } from "./sketch.js";
import type { Entry } from "./values.js";

interface Answer extends Weighted {
  readonly name: string;
  /** The answer is, or depends on, the text of its values, or holds them where nobody sees which it holds. */
  readonly isIndirect?: boolean;
  readonly lines: (entries: readonly Entry[], scene: Scene) => Lines;
}

function pairs(entries: readonly Entry[]): string {
  return entries.map(({ key, expression }) => `"${key}": ${expression}`).join(", ");
}

function value({ expression }: Entry): string {
  return expression;
}

function first(entries: readonly Entry[]): string {
  return entries[0]?.expression ?? "None";
}

/** A bare expression where several statements would hide what is meant. */
function returning(name: string, weight: number, text: (entries: readonly Entry[], scene: Scene) => string): Answer {
  return { name, weight, lines: (entries, scene) => [`return ${text(entries, scene)}`] };
}

const plain: readonly Answer[] = [
  returning("dictionary", 5, (entries) => `{${pairs(entries)}}`),
  {
    name: "dictionary over lines",
    weight: 2,
    lines: (entries) => [
      "return {",
      ...entries.map(({ key, expression }) => `    "${key}": ${expression},  # ${key}`),
      "}",
    ],
  },
  {
    name: "variable",
    weight: 2.5,
    lines: (entries) => [`result = {${pairs(entries)}}`, "return result"],
  },
  {
    name: "filled dictionary",
    weight: 1.5,
    lines: (entries) => [
      "result = {}",
      ...entries.map(({ key, expression }) => `result["${key}"] = ${expression}`),
      "return result",
    ],
  },
  returning("status", 2, (entries) => `{"status": "success", ${pairs(entries)}}`),
  returning("nested", 1.5, (entries) => `{"output": {${pairs(entries)}}}`),
  returning(
    "dict call",
    1,
    (entries) => `dict(${entries.map(({ key, expression }) => `${key}=${expression}`).join(", ")})`,
  ),
  returning("list", 1.5, (entries) => `[${entries.map(value).join(", ")}]`),
  returning("single value", 2, first),
  returning("tuple", 0.5, (entries) => `${entries.map(value).join(", ")}, "end"`),
  returning("falsy error", 0.7, (entries) => `{"error": None, ${pairs(entries)}}`),
  returning("empty error", 0.4, (entries) => `{"error": "", ${pairs(entries)}}`),
  returning("refresh", 0.7, (entries) => `{"refresh_worker": True, ${pairs(entries)}}`),
  returning("refresh if", 0.5, (entries) => `{${pairs(entries)}, "refresh_worker": len(str(${first(entries)})) > 6}`),
  {
    name: "JSON text",
    isIndirect: true,
    weight: 1,
    lines: (entries, { sketch }) => {
      sketch.import("import json");
      return [`return json.dumps({${pairs(entries)}})`];
    },
  },
  {
    name: "different answers",
    weight: 2,
    lines: (entries) => [
      `outcome = ${first(entries)}`,
      "if not outcome:",
      '    return "nothing"',
      `return {${pairs(entries)}, "outcome": outcome}`,
    ],
  },
  {
    name: "the same keys twice",
    weight: 1,
    lines: (entries) => [
      `outcome = ${first(entries)}`,
      "if isinstance(outcome, str):",
      '    return {"kind": "text", "value": outcome}',
      'return {"kind": type(outcome).__name__, "value": outcome}',
    ],
  },
  {
    name: "falls off the end",
    weight: 0.7,
    lines: (entries) => [`outcome = ${first(entries)}`, "if outcome:", `    return {${pairs(entries)}}`],
  },
  {
    name: "error in a variable",
    isIndirect: true,
    weight: 1,
    lines: (entries) => [
      `result = {${pairs(entries)}}`,
      "if len(str(result)) > 60:",
      '    result["error"] = "too much"',
      "return result",
    ],
  },
  {
    name: "else",
    weight: 1,
    lines: (entries) => [
      `outcome = ${first(entries)}`,
      "if outcome is None:",
      '    result = {"error": "no outcome"}',
      "else:",
      `    result = {${pairs(entries)}}`,
      "return result",
    ],
  },
  {
    name: "conditional answer",
    weight: 1,
    lines: (entries) => [
      `outcome = ${first(entries)}`,
      `return {"found": outcome} if outcome else {"error": "nothing found"}`,
    ],
  },
  {
    name: "conditional error",
    weight: 0.7,
    lines: (entries) => [
      `outcome = ${first(entries)}`,
      `return {"error": "no outcome", "code": 3} if outcome is None else {${pairs(entries)}}`,
    ],
  },
  {
    name: "updated dictionary",
    weight: 0.6,
    lines: (entries) => ['result = {"status": "done"}', `result.update({${pairs(entries)}})`, "return result"],
  },
  {
    name: "updated by keywords",
    weight: 0.4,
    lines: (entries) => [
      'result = dict(status="done")',
      `result.update(${entries.map(({ key, expression }) => `${key}=${expression}`).join(", ")})`,
      "return result",
    ],
  },
  returning("whole input", 1, (entries, { input = "{}" }) => `{**${input}, ${pairs(entries)}}`),
  returning("echo", 0.7, (entries, { input = "{}" }) => `{"given": ${input}, ${pairs(entries)}}`),
  {
    name: "comprehension",
    isIndirect: true,
    weight: 0.7,
    lines: (entries) => [
      `pairs = [${entries.map(({ key, expression }) => `("${key}", ${expression})`).join(", ")}]`,
      "return {key: value for key, value in pairs if value is not None}",
    ],
  },
  {
    name: "nothing",
    weight: 0.4,
    lines: (entries) => [`print(${first(entries)})`],
  },
];

const streamed: readonly Answer[] = [
  {
    name: "one by one",
    weight: 3,
    lines: (entries) => entries.map(({ key, expression }) => `yield {"${key}": ${expression}}`),
  },
  {
    name: "loop",
    isIndirect: true,
    weight: 3,
    lines: (entries) => [
      `parts = [${entries.map(value).join(", ")}]`,
      "for index, part in enumerate(parts):",
      '    yield {"index": index, "part": part}',
    ],
  },
  {
    name: "values",
    isIndirect: true,
    weight: 1.5,
    lines: (entries) => [`for part in [${entries.map(value).join(", ")}]:`, "    yield part"],
  },
  {
    name: "texts",
    isIndirect: true,
    weight: 1.5,
    lines: (entries) => [`for word in str(${first(entries)}).split():`, "    yield word"],
  },
  {
    name: "error in the middle",
    isIndirect: true,
    weight: 1,
    lines: (entries) => [
      `for part in [${entries.map(value).join(", ")}]:`,
      "    if part is None:",
      '        yield {"error": "a part is missing"}',
      "        return",
      "    yield part",
    ],
  },
  {
    name: "raise in the middle",
    isIndirect: true,
    weight: 1,
    lines: (entries) => [
      `yield {"starting": ${String(entries.length)}}`,
      `for part in [${entries.map(value).join(", ")}]:`,
      "    if not part:",
      '        raise ValueError("an empty part")',
      "    yield part",
    ],
  },
  {
    name: "yield from",
    isIndirect: true,
    weight: 1,
    lines: (entries, { isAsync }) => [
      `parts = [${entries.map(value).join(", ")}]`,
      ...(isAsync ? ["for part in parts:", "    yield part"] : ["yield from parts"]),
    ],
  },
  {
    name: "by a generator of its own",
    isIndirect: true,
    weight: 1,
    lines: (entries, { sketch, isAsync }) => {
      const prefix = isAsync ? "async " : "";
      sketch.define(`${prefix}def emit(parts):`, "    for part in parts:", '        yield {"part": part}');
      return [`${prefix}for event in emit([${entries.map(value).join(", ")}]):`, "    yield event"];
    },
  },
  {
    name: "event text",
    isIndirect: true,
    weight: 0.7,
    lines: (entries, { sketch }) => {
      sketch.import("import json");
      return [`for part in [${entries.map(value).join(", ")}]:`, '    yield f"data: {json.dumps(part)}\\n\\n"'];
    },
  },
  {
    name: "with a summary",
    isIndirect: true,
    weight: 1,
    lines: (entries) => [
      "total = 0",
      `for part in [${entries.map(value).join(", ")}]:`,
      "    total += 1",
      '    yield {"part": part}',
      'yield {"done": True, "total": total}',
    ],
  },
  {
    name: "nothing",
    isIndirect: true,
    weight: 0.3,
    lines: (entries) => [`for part in [${entries.map(value).join(", ")}][5:]:`, "    yield part"],
  },
];

/** Whether an answer, or whether there is one, depends on how its values are written, or nobody sees where they are. */
export function answersIndirectly({ choices, isGenerator }: Scene): boolean {
  return (isGenerator ? choices.pick("stream", streamed) : choices.pick("answer", plain)).isIndirect === true;
}

/** The last statements of a request. */
export function chooseAnswer(scene: Scene, entries: readonly Entry[]): Lines {
  const { choices, isGenerator } = scene;
  const shown = entries.length > 0 ? entries : [{ key: "ok", expression: "True" }];
  if (isGenerator) return choices.pick("stream", streamed).lines(shown, scene);
  return choices.pick("answer", plain).lines(shown, scene);
}

interface Wrapping extends Weighted {
  readonly name: string;
  readonly after: (scene: Scene) => Lines;
}

function answering(scene: Scene, value: string): Lines {
  return indented(scene.isGenerator ? [`yield ${value}`] : [`return ${value}`]);
}

const wrappings: readonly Wrapping[] = [
  {
    name: "blanket",
    weight: 3,
    after: (scene) => ["except Exception as e:", ...answering(scene, '{"error": str(e)}')],
  },
  {
    name: "told",
    weight: 1.5,
    after: (scene) => [
      "except Exception as error:",
      '    print(f"failed: {error}")',
      ...answering(scene, '{"error": f"failed: {error}", "kind": type(error).__name__}'),
    ],
  },
  {
    name: "by type",
    weight: 1,
    after: (scene) => [
      "except (KeyError, TypeError) as e:",
      ...answering(scene, '{"error": "bad input: " + type(e).__name__}'),
      "except ValueError as e:",
      ...answering(scene, '{"error": str(e), "status": "invalid"}'),
    ],
  },
  {
    name: "raised anew",
    weight: 0.7,
    after: () => ["except ValueError as e:", '    raise RuntimeError(f"cannot: {e}") from e'],
  },
  { name: "finally", weight: 1, after: () => ["finally:", '    print("done")'] },
  {
    name: "status",
    weight: 0.7,
    after: (scene) => [
      "except Exception as e:",
      ...answering(scene, '{"status": "failed", "reason": type(e).__name__}'),
    ],
  },
  {
    name: "bare",
    weight: 0.5,
    after: (scene) => ["except:", ...answering(scene, '{"error": "something went wrong"}')],
  },
  {
    name: "logged and raised",
    weight: 0.7,
    after: () => ["except Exception as e:", '    print("job failed", type(e))', "    raise"],
  },
  {
    name: "in all parts",
    weight: 0.5,
    after: (scene) => [
      "except Exception as e:",
      '    message = "failed with " + type(e).__name__',
      ...answering(scene, '{"error": message}'),
      "finally:",
      '    print("job is over")',
    ],
  },
];

/** Statements under an `except` that an author would put around them. */
export function wrapped(scene: Scene, label: string, lines: Lines): Lines {
  if (!scene.choices.chance(label, 0.35)) return lines;
  const { after } = scene.choices.pick(`${label}.form`, wrappings);
  return ["try:", ...indented(lines), ...after(scene)];
}
