// The house rules that a machine can hold: types without holes, budgets of size, and who may import whom.
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const core = ["server/src/{python,runpod,fal,migration}/**/*.ts"];

/** What the core never knows, so that every rim (editor, command line, tests) can drive it. */
const rim = {
  paths: ["fs", "os", "child_process", "url", "worker_threads", "net", "http"].flatMap((name) => [
    { name, message: "The core reads and starts nothing: data comes in, data goes out." },
    { name: `node:${name}`, message: "The core reads and starts nothing: data comes in, data goes out." },
  ]),
  patterns: [
    { group: ["vscode", "vscode-*"], message: "The core speaks offsets and plain data; positions belong to the rim." },
    { group: ["node:fs/*", "fs/*"], message: "The core reads no file." },
    {
      group: ["**/lsp/*", "**/lsp", "**/cli", "**/cli.js", "**/main.js", "**/protocol.js", "**/proof/*"],
      message: "The core does not know its rims.",
    },
  ],
};

/** Each folder of the core knows only what stands to its left in `python -> runpod -> migration -> fal`. */
const flow = {
  python: ["runpod", "fal", "migration"],
  runpod: ["fal", "migration"],
  fal: ["runpod", "migration"],
};

/** @param {string} folder @param {readonly string[]} unknown */
function knowsNothingOf(folder, unknown) {
  const group = unknown.flatMap((name) => [`**/${name}/*`, `**/${name}/**`]);
  const message = `${folder}/ knows nothing of ${unknown.join(", ")}/: see docs/architecture.md.`;
  return {
    files: [`server/src/${folder}/**/*.ts`],
    rules: restricted({ paths: rim.paths, patterns: [...rim.patterns, { group, message }] }),
  };
}

/** @param {object} options @returns {Record<string, ["error", object]>} */
function restricted(options) {
  return { "@typescript-eslint/no-restricted-imports": ["error", options] };
}

export default defineConfig(
  globalIgnores(["dist/", "out/", ".cache/", ".vscode-test/", ".runpod-to-fal/", "**/__pycache__/"]),
  {
    files: ["**/*.{ts,mts,mjs}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Asks for `!`, which the rule beside it forbids.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 7],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  { files: core, rules: restricted(rim) },
  ...Object.entries(flow).map(([folder, unknown]) => knowsNothingOf(folder, unknown)),
  {
    files: ["server/src/**/*.ts"],
    ignores: core,
    rules: restricted({ paths: [{ name: "vscode", message: "The server runs without an editor." }] }),
  },
  {
    files: ["client/src/**/*.ts"],
    rules: restricted({
      patterns: [
        {
          regex: "/server/src/(?!protocol(\\.js)?$)",
          message: "The client knows one file of the server: protocol.ts.",
        },
      ],
    }),
  },
  {
    files: ["client/webview/**/*.ts"],
    rules: restricted({
      paths: [{ name: "vscode", message: "The page runs in a browser." }],
      patterns: [{ regex: "/server/|^node:", message: "The page runs in a browser and sees only its own messages." }],
    }),
  },
  {
    // Programs of the terminal: printing is what they do. Their rims are tables of tests, long by nature.
    files: ["scripts/**", "esbuild.mjs", "server/src/cli.ts", "server/src/cli/**", "test/**"],
    rules: { "no-console": "off" },
  },
  { files: ["test/**/*.ts"], rules: { "max-lines-per-function": "off" } },
);
