// Starts a program of this folder: `node scripts/run.mjs test --only unit`. It needs Node alone, because it is what
// installs the rest: packages first where they are missing or older than the lock file, then scripts/NAME.ts, bundled.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = 20;

await main();

async function main() {
  process.chdir(root);
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    fail(`Node ${String(oldestNode)} or newer is needed; this is ${process.version}.`);
  }
  if (!packagesAreInstalled()) installPackages();
  const [name = "", ...options] = process.argv.slice(2);
  if (!existsSync(join(root, "scripts", `${name}.ts`))) fail(`There is no scripts/${name}.ts.`);
  /** @type {unknown} */
  const program = await import(pathToFileURL(await bundle(name)).href);
  process.exit(await /** @type {{ main: (options: string[]) => Promise<number> }} */ (program).main(options));
}

/**
 * npm notes in node_modules what it installed; a lock file changed after that asks for another installation. An
 * `npm install NAME` writes both, the one up to some seconds after the other.
 */
function packagesAreInstalled() {
  const installed = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return false;
  return statSync(join(root, "package-lock.json")).mtimeMs - statSync(installed).mtimeMs < 60_000;
}

function installPackages() {
  console.log("Installing the packages of package-lock.json (npm ci) …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) fail("npm ci failed: its own message above says why.");
}

async function bundle(/** @type {string} */ name) {
  const { build } = await import("esbuild");
  const outfile = join(root, "out/scripts", `${name}.mjs`);
  await build({
    entryPoints: [join(root, "scripts", `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  return outfile;
}

/** @returns {never} */
function fail(/** @type {string} */ message) {
  console.error(message);
  process.exit(1);
}
