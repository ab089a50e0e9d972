import type { Weighted } from "./choices.js";
import { failing } from "./failures.js";
import type { Field, Kind } from "./fields.js";
import { formatted, indented, type Lines, type Scene } from "./sketch.js";

interface Guard extends Weighted {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** The condition under which the request fails. */
  readonly condition: (value: string, field: Field, input: string) => string;
  /** The text that says why. */
  readonly text: (value: string, field: Field) => string;
}

const all: readonly Kind[] = ["text", "number", "count", "flag", "list", "object"];

const guards: readonly Guard[] = [
  {
    name: "falsy",
    weight: 3,
    kinds: all,
    condition: (value) => `not ${value}`,
    text: (_, { key }) => `"${key} is missing"`,
  },
  {
    name: "None",
    weight: 1.5,
    kinds: all,
    condition: (value) => `${value} is None`,
    text: (_, { key }) => `"${key} is required"`,
  },
  {
    name: "absent",
    weight: 1.5,
    kinds: all,
    condition: (_, { key }, input) => `"${key}" not in ${input}`,
    text: (_, { key }) => `"no ${key}"`,
  },
  {
    name: "not a text",
    kinds: ["text"],
    condition: (value) => `not isinstance(${value}, str)`,
    text: (value, { key }) => formatted(`${key} is a {type(${value}).__name__}`),
  },
  {
    name: "blank",
    kinds: ["text"],
    condition: (value) => `not ${value}.strip()`,
    text: () => '"blank"',
  },
  {
    name: "too long",
    weight: 1.5,
    kinds: ["text", "list"],
    condition: (value) => `len(${value}) > 12`,
    text: (value) => formatted(`too long: {len(${value})}`),
  },
  {
    name: "limits",
    weight: 2,
    kinds: ["number", "count"],
    condition: (value) => `not 0 <= ${value} <= 5`,
    text: (value) => formatted(`out of range: {${value}}`),
  },
  {
    name: "too large",
    weight: 1.5,
    kinds: ["number", "count"],
    condition: (value) => `${value} is not None and ${value} > 6`,
    text: (value) => `"at most 6, not %s" % ${value}`,
  },
  {
    name: "negative",
    kinds: ["number", "count"],
    condition: (value) => `${value} < 0`,
    text: () => '"negative"',
  },
  {
    name: "not a list",
    kinds: ["list"],
    condition: (value) => `not isinstance(${value}, (list, tuple))`,
    text: () => '"a list, please"',
  },
  {
    name: "not one of",
    kinds: ["text"],
    condition: (value) => `${value} not in ("hello there", "hello", "a", "")`,
    text: (value) => `"unknown: " + str(${value})`,
  },
  {
    name: "without a key",
    kinds: ["object"],
    condition: (value) => `"a" not in ${value}`,
    text: (value) => `"keys: {}".format(sorted(${value}))`,
  },
];

/** A guard for a field, where one is chosen. */
export function chooseGuard(scene: Scene, field: Field, value: string): Lines {
  const { choices, input } = scene;
  if (!choices.chance(`guard.${field.key}`, 0.4)) return [];
  const fitting = guards.filter(({ kinds }) => kinds.includes(field.kind));
  const guard = choices.pick(`guard.${field.key}.form`, fitting);
  const text = guard.text(value, field);
  if (choices.chance(`guard.${field.key}.assert`, 0.08))
    return [`assert not (${guard.condition(value, field, input ?? "{}")}), ${text}`];
  return [
    `if ${guard.condition(value, field, input ?? "{}")}:`,
    ...indented(failing(scene, `guard.${field.key}`, text)),
  ];
}

/** A guard for all fields at once, before any is read. */
export function chooseGuardOfAll(scene: Scene): Lines {
  const { choices, fields, input = "{}", sketch } = scene;
  const keys = fields.map(({ key }) => `"${key}"`).join(", ");
  const form = choices.pick("guard of all", ["none", "none", "none", "none", "loop", "listed", "function", "pair"]);
  if (form === "none") return [];
  if (form === "loop")
    return [
      `for key in [${keys}]:`,
      `    if key not in ${input}:`,
      ...indented(indented(failing(scene, "guard of all", 'f"missing {key}"'))),
    ];
  if (form === "listed")
    return [
      `missing = [key for key in (${keys},) if key not in ${input}]`,
      "if missing:",
      ...indented(failing(scene, "guard of all", '"missing: " + ", ".join(missing)')),
    ];
  if (form === "function") {
    sketch.define(
      "def check(values):",
      `    for key in [${keys}]:`,
      "        if key not in values:",
      '            raise ValueError(f"missing {key}")',
    );
    return [`check(${input})`];
  }
  sketch.define(
    "def validate_input(values):",
    `    absent = [key for key in [${keys}] if key not in values]`,
    "    if absent:",
    '        return None, "missing: " + ", ".join(absent)',
    "    return values, None",
  );
  return [
    `checked, problem = validate_input(${input})`,
    "if problem:",
    ...indented(failing(scene, "guard of all", "problem")),
  ];
}
