import { join } from "node:path";
import { statSync } from "node:fs";
import { CommandError, run, runOrFail } from "./setup/command.js";
import { step } from "./setup/progress.js";

/** Where `npm run package` leaves the extension. */
export const packageFile = join(process.cwd(), "runpod-to-fal.vsix");

/** `npm run package`: the extension as one file for the stores. A warning of the packer is an error here. */
export async function main(): Promise<number> {
  try {
    await step("Building dist/", () => runOrFail(process.execPath, ["esbuild.mjs"]));
    console.log(await packageExtension(packageFile));
    console.log(`${packageFile}: ${(statSync(packageFile).size / 1024).toFixed(0)} KB`);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** Packs what .vscodeignore leaves of the project; all code is bundled, so no dependency goes along. */
export async function packageExtension(file: string): Promise<string> {
  const options = ["package", "--no-dependencies", "--out", file];
  const { code, output } = await run(process.execPath, ["node_modules/@vscode/vsce/vsce", ...options]);
  const warned = /warning/i.test(output);
  if (code !== 0 || warned) throw new CommandError(`vsce ${warned ? "has warnings" : "failed"}:\n${output}`);
  return output;
}
