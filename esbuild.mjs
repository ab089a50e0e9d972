// Bundles all that runs on a user's machine into dist/: the client, the language server, the command line,
// the panel's page, the two grammars and the Python programs. Needs node_modules and nothing else.
import { chmod, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");
const require = createRequire(import.meta.url);

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
};

/** @type {import("esbuild").BuildOptions} */
const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  // The package's ESM entry reads `import.meta.url`, which is empty in a CommonJS bundle: it would start and then die.
  alias: { "web-tree-sitter": require.resolve("web-tree-sitter") },
};

/** @type {import("esbuild").BuildOptions} */
const page = { ...common, platform: "browser", target: "es2022", format: "iife", outdir: join(dist, "webview") };

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
  // What both need is shipped once. esbuild splits ES modules alone, so `asCommonJs` comes after it.
  {
    ...node,
    entryPoints: { server: "server/src/main.ts", cli: "server/src/cli.ts" },
    format: "esm",
    splitting: true,
    chunkNames: "part-[hash]",
  },
  { ...node, entryPoints: { client: "client/src/extension.ts" } },
  { ...page, entryPoints: { panel: "client/webview/panel.ts" } },
  { ...page, entryPoints: { panel: "client/webview/panel.css" } },
];

/** @type {(readonly [name: string, from: string])[]} */
const copies = [
  ["web-tree-sitter.wasm", require.resolve("web-tree-sitter/web-tree-sitter.wasm")],
  [
    "tree-sitter-python.wasm",
    join(dirname(require.resolve("tree-sitter-python/package.json")), "tree-sitter-python.wasm"),
  ],
];

const executable = new Set(["cli.js"]);

await main();

async function main() {
  const written = new Set(await Promise.all([...copies.map(copy), ...(await pythonFiles()).map(copy)]));
  /** @type {Set<string>} */
  const packages = new Set();
  for (const bundle of bundles) {
    const result = await build(bundle);
    const convert = bundle.format === "esm" ? asCommonJs : asItIs;
    for (const file of result.outputFiles ?? []) written.add(await put(relative(dist, file.path), await convert(file)));
    for (const input of Object.keys(result.metafile?.inputs ?? {})) addPackage(packages, input);
  }
  written.add(await put("THIRD_PARTY_NOTICES.txt", notices([...packages].sort())));
  await removeOthers(written);
}

/** Writes a file of dist/ so that a program which starts it meanwhile reads the old or the new one, never a half. */
async function put(/** @type {string} */ name, /** @type {Uint8Array | string} */ contents) {
  const path = join(dist, name);
  const unfinished = `${path}.${process.pid}.unfinished`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(unfinished, contents);
  if (executable.has(name)) await chmod(unfinished, 0o755);
  await rename(unfinished, path);
  return name;
}

function asItIs(/** @type {import("esbuild").OutputFile} */ { contents }) {
  return contents;
}

async function asCommonJs(/** @type {import("esbuild").OutputFile} */ { text }) {
  const { code } = await transform(text, { platform: "node", target: "node20", format: "cjs", minify: true });
  return code;
}

async function copy(/** @type {readonly [name: string, from: string]} */ [name, from]) {
  return put(name, await readFile(from));
}

/**
 * The Python programs that the command line and the editor start, with their place in dist/.
 * @returns {Promise<(readonly [name: string, from: string])[]>}
 */
async function pythonFiles() {
  const folder = join(root, "server/python");
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((entry) => entry.endsWith(".py") && !entry.includes("__pycache__"))
    .map((entry) => /** @type {const} */ ([join("python", entry), join(folder, entry)]));
}

async function removeOthers(/** @type {Set<string>} */ written) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.endsWith(".unfinished") && !written.has(relative(dist, path)))
      await rm(path, { force: true });
  }
}

/** Notes the package that a bundled file comes from, by its folder. */
function addPackage(/** @type {Set<string>} */ packages, /** @type {string} */ input) {
  const folder = /^.*node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(input)?.[0];
  if (folder !== undefined) packages.add(folder);
}

/** The licences of all that is bundled: most of them ask to be passed on with the copy. */
function notices(/** @type {string[]} */ folders) {
  return [...folders, "node_modules/tree-sitter-python/"].map(notice).join(`\n${"-".repeat(80)}\n\n`);
}

function notice(/** @type {string} */ folder) {
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(resolve(root, folder, "package.json"), "utf8"));
  const { name, version, license } = /** @type {{ name: string, version: string, license: string }} */ (manifest);
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "License.txt", "license"]
    .map((each) => resolve(root, folder, each))
    .find((each) => existsSync(each));
  return `${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(file, "utf8")}`;
}
