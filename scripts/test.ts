import { examplePackages, pythonEnvironment } from "./environments.js";
import { runEditorSuite } from "./layers/editor.js";
import type { Counts, Layer } from "./layers/layer.js";
import { runStaticChecks } from "./layers/static-checks.js";
import { runWorkbenchTests } from "./layers/workbench.js";
import { runVitest } from "./layers/vitest.js";
import { runOrFail } from "./setup/command.js";
import { seconds, step } from "./setup/progress.js";

const layers: readonly Layer[] = [
  { name: "check", purpose: "types, lint, format", run: runStaticChecks },
  { name: "unit", purpose: "rules, conversions, command line, language server, client", run: () => runVitest("unit") },
  { name: "bundle", purpose: "what is shipped, started as processes", run: () => runVitest("bundle") },
  { name: "proof", purpose: "old workers under runpod against new apps under fal", run: () => runVitest("proof") },
  { name: "vscode", purpose: "the extension inside a real VS Code", run: runEditorSuite },
  { name: "workbench", purpose: "the packaged extension as a person sees it", run: runWorkbenchTests },
];

/** Runs all layers, or those named; its last line sums them. Fails where a test did, and where a layer ran none. */
export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !layers.some((layer) => layer.name === name));
  if (unknown.length > 0) {
    console.error(`No layer is called ${unknown.join(", ")}: they are ${layers.map(({ name }) => name).join(", ")}.`);
    return 2;
  }
  const started = Date.now();
  await step("Building dist/", () => runOrFail(process.execPath, ["esbuild.mjs"]));
  await makePythonEnvironments();
  const results: { name: string; counts: Counts }[] = [];
  for (const layer of layers) {
    if (names.length === 0 || names.includes(layer.name))
      results.push({ name: layer.name, counts: await runLayer(layer) });
  }
  console.log(`\nAll layers took ${seconds(started)}.`);
  const empty = results.filter(({ counts }) => counts.passed + counts.failed === 0);
  for (const { name } of empty) console.log(`The layer ${name} ran no test.`);
  const passed = sum(results.map(({ counts }) => counts.passed));
  const failed = sum(results.map(({ counts }) => counts.failed)) + empty.length;
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  return failed === 0 ? 0 : 1;
}

/** Beforehand, with all that the examples import: no test's time limit should count an installation. */
async function makePythonEnvironments(): Promise<void> {
  for (const sdk of ["fal", "runpod"] as const) await pythonEnvironment(sdk, examplePackages());
}

async function runLayer({ name, purpose, run }: Layer): Promise<Counts> {
  console.log(`\n=== ${name}: ${purpose}`);
  const started = Date.now();
  const counts = await run().catch((error: unknown) => {
    console.log(`FAILED: the layer broke off: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  });
  console.log(`=== ${name}: ${String(counts.passed)} passed, ${String(counts.failed)} failed in ${seconds(started)}`);
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
