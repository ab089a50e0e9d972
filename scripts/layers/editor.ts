import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { runSuite } from "../editor/suite.js";
import { pythonEnvironment, requirementsOf } from "../environments.js";
import {
  INTERPRETERS_VARIABLE,
  LOG_PREFIX,
  OUTCOME_VARIABLE,
  type SuiteOutcome,
} from "../../test/vscode/editor-test.js";
import type { Counts } from "./layer.js";

/** The example that the suite migrates. */
const example = "examples/thumbnails";

/** Runs test/vscode inside a real editor, on a copy of an example. */
export async function runEditorSuite(): Promise<Counts> {
  const root = process.cwd();
  const folder = join(root, ".cache/editor-suite");
  const outcomeFile = join(folder, "outcome.json");
  const log = join(folder, "workbench.log");
  const workspace = join(folder, "thumbnails");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, example), workspace, { recursive: true });
  const { python, scripts } = await pythonEnvironment("fal", requirementsOf(example));
  const interpreters = { fal: python, runpod: (await pythonEnvironment("runpod")).python };
  const code = await runSuite({
    extension: root,
    module: await bundleSuite(),
    workspace,
    data: join(folder, "data"),
    env: {
      [OUTCOME_VARIABLE]: outcomeFile,
      [INTERPRETERS_VARIABLE]: JSON.stringify(interpreters),
      PATH: `${scripts}:${process.env["PATH"] ?? ""}`,
    },
    log: (line) => {
      appendFileSync(log, `${line}\n`);
      if (line.startsWith(LOG_PREFIX)) console.log(line.slice(LOG_PREFIX.length));
    },
  });
  return countsOf(outcomeFile, code, log);
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

function countsOf(outcomeFile: string, code: number, log: string): Counts {
  if (!existsSync(outcomeFile)) {
    const last = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(-20).join("\n") : "";
    console.log(`FAILED: the editor ended with ${String(code)} before the suite reported anything\n${last}`);
    return { passed: 0, failed: 1 };
  }
  const { editor, passed, failed } = JSON.parse(readFileSync(outcomeFile, "utf8")) as SuiteOutcome;
  for (const { name, message } of failed) console.log(`FAILED: ${name}\n${message}`);
  console.log(`${String(passed.length)} of ${String(passed.length + failed.length)} passed in ${editor}`);
  return { passed: passed.length, failed: failed.length };
}
