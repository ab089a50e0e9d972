import { createRequire } from "node:module";
import { loadPython } from "../../server/src/python/parser.js";

/** Loads the parser from where npm installed it. */
export async function loadInstalledPython(): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  await loadPython({
    runtime: resolve("web-tree-sitter/web-tree-sitter.wasm"),
    grammar: resolve("tree-sitter-python/tree-sitter-python.wasm"),
  });
}
