import { join } from "node:path";
import { loadPython } from "../python/parser.js";

/** Loads the Python grammar from the two WebAssembly files, which lie beside the bundle. */
export async function loadGrammar(): Promise<void> {
  await loadPython({
    runtime: join(__dirname, "web-tree-sitter.wasm"),
    grammar: join(__dirname, "tree-sitter-python.wasm"),
  });
}
