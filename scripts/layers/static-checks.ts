import { run } from "../setup/command.js";
import type { Counts } from "./layer.js";

/** Programs of node_modules that find fault with the sources as text. */
const checks = [
  { title: "types", args: ["node_modules/typescript/bin/tsc", "-b"] },
  { title: "lint", args: ["node_modules/eslint/bin/eslint.js", "."] },
  { title: "format", args: ["node_modules/prettier/bin/prettier.cjs", "--check", "."] },
];

/** Types, lint and format: what `npm run check` does, each counted as one test. */
export async function runStaticChecks(): Promise<Counts> {
  let failed = 0;
  for (const { title, args } of checks) {
    const { code, output } = await run(process.execPath, args);
    console.log(`${code === 0 ? "passed" : "FAILED"}: ${title}`);
    if (code === 0) continue;
    failed += 1;
    console.log(output);
  }
  return { passed: checks.length - failed, failed };
}
