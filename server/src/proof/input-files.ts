import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isArray, isObject, type Json } from "./json.js";
import { ProofError } from "./proof-error.js";
import { inputsIn } from "./requests.js";

/** An input, and where it comes from. */
export interface SourcedInput {
  readonly value: Json;
  readonly source: string;
}

/** The inputs of the file that `--inputs` names: one JSON value or a list, or one value a line. */
export function namedInputs(path: string): readonly SourcedInput[] {
  const text = readText(path);
  const values = path.endsWith(".jsonl")
    ? text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [parse(line, `${path}:${index + 1}`)]))
    : inputsIn(parse(text, path));
  return values.map((value) => ({ value, source: path }));
}

const beside = ["test_input.json", "tests.json", ".runpod/tests.json", "test_inputs.json"];

/** The inputs that RunPod's own tools look for, beside the app or one folder above it. */
export function inputsBeside(app: string): readonly SourcedInput[] {
  const folder = resolve(dirname(app));
  for (const place of [folder, dirname(folder)]) {
    const found = beside.map((name) => join(place, name)).filter((path) => existsSync(path));
    if (found.length > 0) return found.flatMap((path) => sampleInputs(path));
  }
  return [];
}

function sampleInputs(path: string): readonly SourcedInput[] {
  const content = parse(readText(path), path);
  const tests = isObject(content) && isArray(content["tests"]) ? content["tests"].map(inputOfTest) : inputsIn(content);
  return tests.map((value) => ({ value, source: path }));
}

/** A test of RunPod's hub: its `input` is the bare input, or in some files a whole job. */
function inputOfTest(test: Json): Json {
  const input = isObject(test) ? (test["input"] ?? {}) : test;
  const isWrapped = isObject(input) && Object.keys(input).length === 1 && isObject(input["input"]);
  return isWrapped ? input : { input };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ProofError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parse(text: string, where: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ProofError(`${where} is no JSON`);
  }
}
