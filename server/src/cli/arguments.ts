import { parseArgs, type ParseArgsConfig } from "node:util";
import { RULE_NAMES, type RuleName } from "../migration/rules/names.js";
import type { CheckOptions } from "./check-command.js";
import type { MigrateOptions } from "./migrate-command.js";
import { nearest } from "./spelling.js";
import { UsageError } from "./usage-error.js";

type OptionTable = NonNullable<ParseArgsConfig["options"]>;

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

const STDIN: OptionTable = { "stdin-filename": { type: "string" } };

/** The options of `check`. */
export function checkArguments(words: readonly string[]): CheckOptions {
  const { values, positionals } = parse("check", words, {
    ...STDIN,
    format: { type: "string" },
    select: { type: "string", multiple: true },
    ignore: { type: "string", multiple: true },
  });
  const paths = pathsOf("check", positionals, text(values["stdin-filename"]));
  return {
    ...paths,
    format: oneOf("check", "--format", text(values["format"]) ?? "text", ["text", "json", "sarif", "github"]),
    select: ruleNames("--select", values["select"]),
    ignore: ruleNames("--ignore", values["ignore"]),
  };
}

/** The options of `migrate`. */
export function migrateArguments(words: readonly string[]): MigrateOptions {
  const { values, positionals } = parse("migrate", words, {
    ...STDIN,
    diff: { type: "boolean" },
    write: { type: "boolean" },
    output: { type: "string" },
    report: { type: "string" },
  });
  const chosen = ["diff", "write", "output"].filter((name) => values[name] !== undefined);
  if (chosen.length > 1) {
    throw new UsageError(`${chosen.map((name) => `--${name}`).join(" and ")} exclude each other`, "migrate");
  }
  const folder = text(values["output"]);
  if (folder === "") throw new UsageError("--output needs a folder", "migrate");
  const report = text(values["report"]);
  if (report !== undefined && !/\.(?:md|json)$/.test(report)) {
    throw new UsageError(`--report writes FILE.md or FILE.json, not '${report}'`, "migrate");
  }
  const mode = values["write"] === true ? "write" : folder === undefined ? "diff" : { output: folder };
  return { ...pathsOf("migrate", positionals, text(values["stdin-filename"])), mode, report };
}

/** The one rule that `rules` was asked for. */
export function rulesArguments(words: readonly string[]): string | undefined {
  const { positionals } = parse("rules", words, {});
  if (positionals.length > 1) throw new UsageError("one rule at a time", "rules");
  return positionals[0];
}

function parse(command: string, words: readonly string[], options: OptionTable): Parsed {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    return { values, positionals };
  } catch (error) {
    throw new UsageError(complaint(error, Object.keys(options)), command);
  }
}

/** What is wrong, in one line, from the error that `parseArgs` throws. */
function complaint(error: unknown, known: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error);
  const option = /'(-[^'\s<]*)/.exec(message)?.[1] ?? "";
  if (error instanceof Error && "code" in error && error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const similar = nearest(option.replace(/^-+/, ""), known);
    return `unknown option '${option}'${similar === undefined ? "" : `, did you mean '--${similar}'?`}`;
  }
  return (message.split("\n")[0] ?? message).replace(/^Option /, "option ").replace(/\.$/, "");
}

function pathsOf(
  command: string,
  positionals: readonly string[],
  inputName: string | undefined,
): { readonly paths: readonly string[]; readonly inputName: string | undefined } {
  if (positionals.includes("")) throw new UsageError("a PATH is empty", command);
  if (positionals.includes("-") && (inputName === undefined || inputName === "")) {
    throw new UsageError("`-` needs --stdin-filename NAME", command);
  }
  return { paths: positionals.length === 0 ? ["."] : positionals, inputName };
}

function text(value: Parsed["values"][string]): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function oneOf<Name extends string>(command: string, option: string, value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new UsageError(`${option} is one of ${names.join(", ")}, not '${value}'`, command);
  return found;
}

function ruleNames(option: string, value: Parsed["values"][string]): ReadonlySet<RuleName> {
  const names = (Array.isArray(value) ? value : [])
    .flatMap((list) => String(list).split(","))
    .map((name) => name.trim());
  return new Set(names.filter((name) => name !== "").map((name) => ruleName(option, name)));
}

function ruleName(option: string, name: string): RuleName {
  const found = RULE_NAMES.find((known) => known === name);
  if (found !== undefined) return found;
  const similar = nearest(name, RULE_NAMES);
  const hint = similar === undefined ? "" : `, did you mean '${similar}'?`;
  throw new UsageError(`${option}: unknown rule '${name}'${hint}`, "check");
}
