import type { InputField } from "../../../server/src/proof/input-schema.js";
import type { Weighted } from "./choices.js";
import { indented, type Lines, type Scene } from "./sketch.js";

/** What a worker answers at once, before it does any work: it is asked whether it lives, or for something else. */
interface Shortcut extends Weighted {
  readonly name: string;
  readonly field?: InputField;
  readonly lines: (input: string, scene: Scene) => Lines;
}

const action: InputField = {
  name: "action",
  schema: { type: "string", enum: ["ping", "work", "list"] },
  required: false,
};

const warm: InputField = { name: "warmup", schema: { type: "boolean" }, required: false };

function answer({ isGenerator }: Scene, value: string): Lines {
  return isGenerator ? [`yield ${value}`, "return"] : [`return ${value}`];
}

const shortcuts: readonly Shortcut[] = [
  { name: "none", weight: 12, lines: () => [] },
  {
    name: "warmup",
    field: warm,
    lines: (input, scene) => [`if ${input}.get("warmup"):`, ...indented(answer(scene, '{"status": "warm"}'))],
  },
  {
    name: "ping",
    field: action,
    lines: (input, scene) => [
      `if ${input}.get("action", "work") == "ping":`,
      ...indented(answer(scene, '{"pong": True}')),
    ],
  },
  {
    name: "match",
    weight: 1.5,
    field: action,
    lines: (input, scene) => [
      `match ${input}.get("action", "work"):`,
      '    case "ping":',
      ...indented(indented(answer(scene, '{"pong": True}'))),
      '    case "list" | "models":',
      ...indented(indented(answer(scene, '{"models": ["small", "large"]}'))),
      "    case None:",
      ...indented(indented(answer(scene, '{"error": "no action"}'))),
      "    case _:",
      '        print("working")',
    ],
  },
  {
    name: "match that refuses the rest",
    field: action,
    lines: (input, scene) => [
      `match ${input}.get("action", "work"):`,
      '    case "work":',
      '        print("working")',
      '    case "ping":',
      ...indented(indented(answer(scene, '{"pong": True}'))),
      "    case _:",
      ...indented(indented(answer(scene, '{"error": "unknown action"}'))),
    ],
  },
  {
    name: "table of functions",
    field: action,
    lines: (input, scene) => {
      scene.sketch.define("def ping(values):", '    return {"pong": len(values)}');
      scene.sketch.define("def list_models(values):", '    return {"models": ["small", "large"]}');
      scene.sketch.define("ACTIONS = {", '    "ping": ping,', '    "list": list_models,', "}");
      return [
        `wanted = ${input}.get("action")`,
        "if isinstance(wanted, str) and wanted in ACTIONS:",
        ...indented(answer(scene, `ACTIONS[wanted](${input})`)),
      ];
    },
  },
];

export function chooseShortcut(scene: Scene, input: string): Lines {
  const { field, lines } = scene.choices.pick("shortcut", shortcuts);
  if (field !== undefined) scene.sketch.otherFields.push(field);
  return lines(input, scene);
}
