import { literalOf, stringValue } from "../../python/literals.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { assignedName } from "../../python/queries.js";
import { pages, sdkRow, type Discovery, type Rule, type StatementContext } from "./rule.js";
import { keyNode, literalEntries } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const validatorRule: Rule = {
  name: "validator-rule",
  title: "A rule that RunPod's validator reads in its own way",
  mappings: [
    sdkRow("a rule without required (always an error)", "a field of the Input model"),
    sdkRow("required: False without a default (required in effect)", "a required field"),
    sdkRow("constraints beside a default (not checked)", "a field without the limit"),
    sdkRow("type: list[str] (raises)", "list[str]"),
    sdkRow("min, max, choices (ignored)", "Field(ge=…, le=…), Literal[…]"),
  ],
  why: "RunPod's validator reads only `type`, `required`, `default` and `constraints`, and those with surprises: a rule without `required` always fails, an optional one without a default is required in effect, and since SDK 1.7.8 a constraint beside a default is not checked. The `Input` model does what happened, not what was meant; tighten it where you like.",
  links: pages("validator-rule", "serverless/development/validation"),
  safety: "review",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "Rules with surprises",
      code: py`
        import runpod
        from runpod.serverless.utils.rp_validator import validate

        SCHEMA = {
            "prompt": {"type": str},
            "seed": {"type": int, "required": False},
            "steps": {"type": int, "required": False, "default": 20, "constraints": lambda n: n < 50},
            "tags": {"type": list[str], "required": True},
            "size": {"type": int, "required": True, "max": 1024},
        }

        def handler(job):
            checked = validate(job["input"], SCHEMA)
            return checked

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['"prompt"', '"seed"', '"constraints"', "list[str]", '"max"'],
    },
    {
      title: "Rules as documented, and a dictionary of another kind",
      code: py`
        import runpod
        from runpod.serverless.utils.rp_validator import validate

        SCHEMA = {
            "prompt": {"type": str, "required": True},
            "scale": {"type": float, "required": False, "default": 7.5},
            "seed": {"type": int, "required": False, "default": None, "constraints": lambda n: n > 0},
        }
        OTHER = {"prompt": {"type": str}}

        def handler(job):
            return validate(job["input"], SCHEMA)

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find(context) {
    for (const schema of schemasOf(context)) {
      for (const pair of schema.namedChildren) {
        const [key, rule] = [pair.field("key"), pair.field("value")];
        if (key !== undefined && rule?.type === "dictionary") yield* inRule(key, rule);
      }
    }
  },
};

/** The schema that the statement is the definition of, and those that stand in calls of the validator. */
function schemasOf({ module, schemas, flows }: StatementContext): readonly PyNode[] {
  const given = flows.flatMap(({ validations }) => validations.map(({ schema }) => schema));
  const named =
    schemas.size === 0 ? [] : module.root.namedChildren.flatMap((statement) => definedBy(statement, schemas));
  return [...given, ...named].filter(({ type }) => type === "dictionary");
}

function definedBy(statement: PyNode, schemas: ReadonlySet<string>): readonly PyNode[] {
  const assignment = statement.namedChildren[0];
  const name = assignment?.type === "assignment" ? assignedName(assignment)?.text : undefined;
  const value = name !== undefined && schemas.has(name) ? assignment?.field("right") : undefined;
  return value === undefined ? [] : [unparenthesized(value)];
}

function* inRule(key: PyNode, rule: PyNode): Generator<Discovery> {
  const entries = literalEntries(rule);
  yield* aboutRequired(key, entries);
  const type = entries.get("type");
  if (type !== undefined && isUnreadable(type))
    yield {
      span: type,
      message:
        "RunPod's validator raises for this type; a field of fal's `Input` model takes any type that pydantic knows.",
      severity: "error",
    };
  if (entries.has("constraints") && isUnchecked(entries))
    yield {
      span: keyNode(rule, "constraints"),
      message:
        "Beside a default, RunPod has not checked constraints since SDK 1.7.8; the `Input` model leaves the limit out.",
      severity: "information",
    };
  for (const name of entries.keys()) {
    const counterpart = IGNORED[name];
    if (counterpart !== undefined)
      yield {
        span: keyNode(rule, name),
        message: `RunPod's validator ignores \`${name}\`; in the \`Input\` model, ${counterpart} says it.`,
        severity: "information",
      };
  }
}

function* aboutRequired(key: PyNode, entries: ReadonlyMap<string, PyNode>): Generator<Discovery> {
  const name = stringValue(key) ?? key.text;
  const required = entries.get("required");
  if (required === undefined)
    yield {
      span: key,
      message: `Without \`required\`, RunPod refuses every input for \`${name}\`; in the \`Input\` model, a field without a default is required.`,
      severity: "error",
    };
  else if (required.type === "false" && !entries.has("default"))
    yield {
      span: key,
      message: `Without a default, RunPod requires \`${name}\` in effect; the \`Input\` model requires it too.`,
    };
}

/** Keys that authors write and the SDK never reads. */
const IGNORED: Readonly<Record<string, string | undefined>> = {
  min: "`Field(ge=…)`",
  max: "`Field(le=…)`",
  minimum: "`Field(ge=…)`",
  maximum: "`Field(le=…)`",
  choices: "`Literal[…]`",
  enum: "`Literal[…]`",
  options: "`Literal[…]`",
  min_length: "`Field(min_length=…)`",
  max_length: "`Field(max_length=…)`",
  pattern: "`Field(pattern=…)`",
};

/** Types that `isinstance` cannot take: `list[str]`, `typing.Any`, a string. */
function isUnreadable(type: PyNode): boolean {
  const node = unparenthesized(type);
  if (node.is("string", "concatenated_string")) return true;
  if (node.is("identifier", "attribute")) return /(?:^|\.)Any$/.test(node.text);
  return node.type === "subscript" && !/(?:^|\.)(?:Optional|Union)$/.test(node.field("value")?.text ?? "");
}

/** The SDK skips type and constraint where the value is of the default's own type. */
function isUnchecked(entries: ReadonlyMap<string, PyNode>): boolean {
  const literal = literalOf(entries.get("default"));
  if (literal === undefined || literal.kind === "none" || entries.get("required")?.type === "true") return false;
  return !(entries.get("type")?.text === "float" && literal.kind === "int");
}
