import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../server/src/proof/json.js";
import type { Program } from "../../server/src/proof/prove.js";

const folder = join(process.cwd(), "test/proof/pairs");

/** A worker and its conversion, both written by hand, and what they are asked. */
export interface HandPair {
  readonly old: Program;
  readonly fresh: Program;
  readonly inputs: readonly Json[];
}

export const pairNames = readdirSync(folder).sort();

export function handPair(name: string): HandPair {
  const program = (side: string): Program => ({ folder: join(folder, name, side), file: "handler.py" });
  const inputs = JSON.parse(readFileSync(join(folder, name, "inputs.json"), "utf8")) as readonly Json[];
  return { old: program("old"), fresh: program("new"), inputs };
}

/** The same pair with one passage of the app replaced. */
export function withFault(pair: HandPair, passage: string, replacement: string): HandPair {
  const { folder: place = "", file } = pair.fresh;
  const text = readFileSync(join(place, file), "utf8");
  if (!text.includes(passage)) throw new Error(`The app does not contain: ${passage}`);
  return { ...pair, fresh: { ...pair.fresh, files: { [file]: text.replace(passage, () => replacement) } } };
}
