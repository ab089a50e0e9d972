#!/usr/bin/env node
import { HELP } from "./cli/help.js";
import { processOutput, type Output } from "./cli/output.js";
import { nearest } from "./cli/spelling.js";
import { UsageError } from "./cli/usage-error.js";

type Command = (words: readonly string[], output: Output) => number | Promise<number>;

/** Each command loads what it needs when it is called, so that `--help` costs next to nothing. */
const COMMANDS: Readonly<Record<string, Command | undefined>> = {
  check: async (words, output) => {
    const [{ checkArguments }, { runCheck }] = await Promise.all([
      import("./cli/arguments.js"),
      import("./cli/check-command.js"),
    ]);
    return runCheck(checkArguments(words), output);
  },
  migrate: async (words, output) => {
    const [{ migrateArguments }, { assertMode, runMigrate }] = await Promise.all([
      import("./cli/arguments.js"),
      import("./cli/migrate-command.js"),
    ]);
    const options = migrateArguments(words);
    assertMode(options.mode, options.paths);
    return runMigrate(options, output);
  },
  verify: async (words, output) => (await import("./proof/run-verify.js")).runVerify(words, output),
  rules: async (words, output) => {
    const [{ rulesArguments }, { runRules }] = await Promise.all([
      import("./cli/arguments.js"),
      import("./cli/rules-command.js"),
    ]);
    return runRules(rulesArguments(words), output);
  },
};

/** Runs a command line and returns its exit code: 0, 1 for "something is left", 2 for "it did not work". */
async function run(words: readonly string[], output: Output): Promise<number> {
  const [name = "", ...rest] = words;
  if (name === "--version" || name === "-V") {
    const { readManifest } = await import("./cli/manifest.js");
    output.result(`${readManifest().version}\n`);
    return 0;
  }
  const command = COMMANDS[name];
  if (["--help", "-h", "help"].includes(name)) return help(rest[0] ?? "", output);
  if (command === undefined) throw new UsageError(unknownCommand(name));
  return asksForHelp(rest) ? help(name, output) : command(rest, output);
}

function help(topic: string, output: Output): number {
  output.result(HELP[topic] ?? HELP[""] ?? "");
  return 0;
}

/** `--help` anywhere before `--`. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === "--help" || word === "-h");
}

function unknownCommand(name: string): string {
  if (name === "") return "a command is missing";
  const similar = nearest(name, Object.keys(COMMANDS));
  return `unknown command '${name}'${similar === undefined ? "" : `, did you mean '${similar}'?`}`;
}

async function main(): Promise<void> {
  const output = processOutput();
  try {
    process.exitCode = await run(process.argv.slice(2), output);
  } catch (error) {
    process.exitCode = 2;
    if (error instanceof UsageError) output.say(usageLine(error));
    else
      output.say(
        `runpod-to-fal: internal error, please report it: ${error instanceof Error ? error.message : String(error)}`,
      );
  }
}

function usageLine({ message, command }: UsageError): string {
  const [name, hint] = command === undefined ? ["runpod-to-fal", ""] : [`runpod-to-fal ${command}`, ` ${command}`];
  const sentence = message.endsWith("?") ? message : `${message}.`;
  return `${name}: ${sentence} See \`runpod-to-fal${hint} --help\`.`;
}

void main();
