import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadPython } from "../server/src/python/parser.js";
import { IDIOM_PAGE, idiomPage } from "./docs/idiom-page.js";
import { generatedPages, RULE_FOLDER } from "./docs/pages.js";

/** Writes the migration table, the table of idioms and the rules' pages, and removes pages of rules that no longer exist. */
export async function main(): Promise<number> {
  await loadPython({
    runtime: resolve("node_modules/web-tree-sitter/web-tree-sitter.wasm"),
    grammar: resolve("node_modules/tree-sitter-python/tree-sitter-python.wasm"),
  });
  const pages = new Map([...generatedPages(), [IDIOM_PAGE, idiomPage()]]);
  mkdirSync(RULE_FOLDER, { recursive: true });
  for (const name of readdirSync(RULE_FOLDER)) {
    if (!pages.has(`${RULE_FOLDER}/${name}`)) rmSync(join(RULE_FOLDER, name));
  }
  for (const [path, text] of pages) writeFileSync(path, text);
  console.log(`${String(pages.size)} pages written to docs/.`);
  return 0;
}
