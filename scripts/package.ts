import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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

/**
 * Packs what .vscodeignore lets through; all code is bundled, so no dependency goes along. The files are copied first:
 * the packer walks every folder beside them, and those of editors and Python environments take it most of a minute.
 */
export async function packageExtension(file: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "runpod-to-fal-package-"));
  try {
    for (const name of shipped()) cpSync(name, join(folder, name), { recursive: true });
    const options = ["package", "--no-dependencies", "--out", file];
    const { code, output } = await run(process.execPath, [resolve("node_modules/@vscode/vsce/vsce"), ...options], {
      cwd: folder,
    });
    const warned = /warning/i.test(output);
    if (code !== 0 || warned) throw new CommandError(`vsce ${warned ? "has warnings" : "failed"}:\n${output}`);
    return output;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files and folders that .vscodeignore excepts, and that file itself. */
function shipped(): readonly string[] {
  const exceptions = readFileSync(".vscodeignore", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("!"))
    .map((line) => line.slice(1).replace("/**", ""));
  return [".vscodeignore", ...exceptions];
}
