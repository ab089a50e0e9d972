import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { OUTCOME_VARIABLE, type EditorTest, type SuiteOutcome } from "./editor-test.js";
import { extensionTests } from "./extension.test.js";

const tests: readonly EditorTest[] = [...extensionTests];

/** Runs every test in turn inside the extension host; the editor calls this and exits with what it finds. */
export async function run(): Promise<void> {
  const editor = `${vscode.env.appName} ${vscode.version}`;
  const passed: string[] = [];
  const failed: { name: string; message: string }[] = [];
  console.log(`suite in ${editor}, host ${process.version}`);
  for (const { name, run: check } of tests) {
    try {
      await check();
      passed.push(name);
      console.log(`passed: ${name}`);
    } catch (error) {
      failed.push({ name, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      console.log(`FAILED: ${name}\n${String(error)}`);
    }
  }
  report({ editor, passed, failed });
  if (failed.length > 0) throw new Error(`${String(failed.length)} of ${String(tests.length)} failed`);
}

function report(outcome: SuiteOutcome): void {
  const file = process.env[OUTCOME_VARIABLE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(outcome));
}
