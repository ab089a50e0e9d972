import { resolve } from "node:path";
import { loadPython } from "../../server/src/python/parser.js";

/** Loads the parser from where npm installed it. */
export async function loadInstalledPython(): Promise<void> {
  await loadPython({
    runtime: resolve("node_modules/web-tree-sitter/web-tree-sitter.wasm"),
    grammar: resolve("node_modules/tree-sitter-python/tree-sitter-python.wasm"),
  });
}
