import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedPages, RULE_FOLDER } from "./docs/pages.js";

/** Writes the migration table and the rules' pages, and removes pages of rules that no longer exist. */
export function main(): Promise<number> {
  const pages = generatedPages();
  mkdirSync(RULE_FOLDER, { recursive: true });
  for (const name of readdirSync(RULE_FOLDER)) {
    if (!pages.has(`${RULE_FOLDER}/${name}`)) rmSync(join(RULE_FOLDER, name));
  }
  for (const [path, text] of pages) writeFileSync(path, text);
  console.log(`${String(pages.size)} pages written to docs/.`);
  return Promise.resolve(0);
}
