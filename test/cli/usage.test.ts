import { describe, expect, test } from "vitest";
import { folderOf, run, WORKER } from "./command-line.js";

/** Wrong usage, and what is said of it. Always one line, with a hint, and exit code 2. */
const WRONG: readonly (readonly [readonly string[], string])[] = [
  [[], "a command is missing"],
  [["chekc"], "unknown command 'chekc', did you mean 'check'? See `runpod-to-fal --help`"],
  [["frobnicate"], "unknown command 'frobnicate'. See `runpod-to-fal --help`"],
  [["check", "--formt", "json"], "unknown option '--formt', did you mean '--format'? See `runpod-to-fal check --help`"],
  [["check", "-x"], "unknown option '-x'"],
  [["check", "--format"], "option '--format <value>' argument missing"],
  [["check", "--format", "xml"], "--format is one of text, json, sarif, github, not 'xml'"],
  [["check", "--select", "job-imput"], "unknown rule 'job-imput', did you mean 'job-input'?"],
  [["check", "--ignore", "job-id,nonsense"], "unknown rule 'nonsense'"],
  [["check", "-"], "`-` needs --stdin-filename NAME"],
  [["check", ""], "a PATH is empty"],
  [["migrate", "--diff", "--write"], "--diff and --write exclude each other. See `runpod-to-fal migrate --help`"],
  [["migrate", "--write", "--output", "x"], "--write and --output exclude each other"],
  [["migrate", "--report", "report.txt"], "--report writes FILE.md or FILE.json, not 'report.txt'"],
  [["migrate", "--output", ""], "--output needs a folder"],
  [["migrate", "--output", "handler.py"], "--output needs a folder, and handler.py is a file"],
  [["migrate", "--write", "-", "--stdin-filename", "a.py"], "standard input cannot be changed in place"],
  [["rules", "a", "b"], "one rule at a time"],
  [["rules", "no-such-rule-here"], "unknown rule 'no-such-rule-here'"],
];

describe("wrong usage", () => {
  test.each(WRONG)("%j", async (words, message) => {
    const { code, stdout, stderr } = await run(folderOf({ "handler.py": WORKER }), words);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^runpod-to-fal.*--help`\.\n$/);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

/** Requests for help, and a line that must be in the answer. */
const HELP: readonly (readonly [readonly string[], string])[] = [
  [["--help"], "Usage: runpod-to-fal COMMAND"],
  [["-h"], "Usage: runpod-to-fal COMMAND"],
  [["help", "migrate"], "Usage: runpod-to-fal migrate"],
  [["check", "--help"], "Usage: runpod-to-fal check"],
  [["migrate", "somewhere", "--help"], "Usage: runpod-to-fal migrate"],
  [["verify", "--help"], "Usage: runpod-to-fal verify"],
  [["rules", "-h"], "Usage: runpod-to-fal rules"],
];

describe("help", () => {
  test.each(HELP)("%j", async (words, line) => {
    const { code, stdout, stderr } = await run(folderOf({}), words);
    expect(stdout).toContain(line);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  test("the version is the package's", async () => {
    const { code, stdout } = await run(folderOf({}), ["--version"]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });
});
