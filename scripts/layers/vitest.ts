import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "../setup/command.js";
import type { Counts } from "./layer.js";

interface JsonReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

/** Runs a project of vitest.config.mts and counts by vitest's own report, so that a crash cannot pass for a success. */
export async function runVitest(project: string): Promise<Counts> {
  const file = join(process.cwd(), ".cache/reports", `${project}.json`);
  rmSync(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters],
    {
      onLine: (line) => {
        console.log(line);
      },
    },
  );
  const { numPassedTests: passed, numFailedTests, success } = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
  // A file that fails to load has no failed test of its own.
  const crashed = numFailedTests === 0 && (!success || code !== 0);
  return { passed, failed: crashed ? 1 : numFailedTests };
}
