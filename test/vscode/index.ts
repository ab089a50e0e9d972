import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { LOG_PREFIX, OUTCOME_VARIABLE, type EditorTest, type SuiteOutcome } from "./editor-test.js";
import { comparisonTests } from "./comparison.test.js";
import { extensionTests } from "./extension.test.js";
import { migrationTests } from "./migration.test.js";

const tests: readonly EditorTest[] = [...extensionTests, ...migrationTests, ...comparisonTests];

/** Runs every test in turn inside the extension host; the editor calls this and exits with what it finds. */
export async function run(): Promise<void> {
  const editor = `${vscode.env.appName} ${vscode.version}`;
  const passed: string[] = [];
  const failed: { name: string; message: string }[] = [];
  console.log(`${LOG_PREFIX}suite in ${editor}, host ${process.version}`);
  for (const { name, run: check } of tests) {
    try {
      await check();
      passed.push(name);
      console.log(`${LOG_PREFIX}passed: ${name}`);
    } catch (error) {
      failed.push({ name, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      console.log(`${LOG_PREFIX}FAILED: ${name}`);
    }
  }
  report({ editor, passed, failed });
  if (failed.length > 0) throw new Error(`${String(failed.length)} of ${String(tests.length)} failed`);
}

function report(outcome: SuiteOutcome): void {
  const file = process.env[OUTCOME_VARIABLE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(outcome));
}
