import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { runSuite } from "../editor/suite.js";
import { pythonEnvironment, requirementsOf } from "../environments.js";
import { OUTCOME_VARIABLE, type SuiteOutcome } from "../../test/vscode/editor-test.js";
import type { Counts } from "./layer.js";

/** The example that the suite migrates, runs and calls. */
const example = "examples/text-recognition";

/** Runs test/vscode inside a real editor, on a copy of an example. */
export async function runEditorSuite(): Promise<Counts> {
  const root = process.cwd();
  const folder = join(root, ".cache/editor-suite");
  const outcomeFile = join(folder, "outcome.json");
  const workspace = join(folder, "text-recognition");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, example), workspace, { recursive: true });
  const { scripts } = await pythonEnvironment("fal", requirementsOf(example));
  const code = await runSuite({
    extension: root,
    module: await bundleSuite(),
    workspace,
    data: join(folder, "data"),
    env: { [OUTCOME_VARIABLE]: outcomeFile, PATH: `${scripts}:${process.env["PATH"] ?? ""}` },
    log: (line) => {
      if (!isOffline(line)) console.log(line);
    },
  });
  return countsOf(outcomeFile, code);
}

/** The suite as one file: the extension host loads CommonJS and knows `vscode`. */
async function bundleSuite(): Promise<string> {
  const outfile = join(process.cwd(), "out/test/vscode/index.js");
  await build({
    entryPoints: ["test/vscode/index.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
  });
  return outfile;
}

function countsOf(outcomeFile: string, code: number): Counts {
  if (!existsSync(outcomeFile)) {
    console.log(`FAILED: the editor ended with ${String(code)} before the suite reported anything`);
    return { passed: 0, failed: 1 };
  }
  const { editor, passed, failed } = JSON.parse(readFileSync(outcomeFile, "utf8")) as SuiteOutcome;
  for (const { name, message } of failed) console.log(`FAILED: ${name}\n${message}`);
  console.log(`${String(passed.length)} of ${String(passed.length + failed.length)} passed in ${editor}`);
  return { passed: passed.length, failed: failed.length };
}

/** The workbench asks two public hosts for news and says when they do not answer; it works without them. */
function isOffline(line: string): boolean {
  return /open-vsx|github|ERR_NAME_NOT_RESOLVED|net::ERR|spdlog|Failed to fetch/i.test(line);
}
