import type { Workspace } from "../workspace.js";
import { baseName, filesOf, nearestFiles, folderOf } from "./paths.js";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A request that the author kept beside the worker. */
export interface SampleInput {
  /** The file it stands in. */
  readonly path: string;
  /** The name a test gives it, else the file's. */
  readonly name: string;
  /** The value of `job["input"]`. */
  readonly input: JsonValue;
}

const SAMPLE_FILES = [
  "test_input.json",
  "test_input_1.json",
  "test_input.jsonl",
  "tests/test_input.json",
  "src/test_input.json",
  ".runpod/test_input.json",
  ".runpod/tests.json",
  ".runpod/tests_.json",
  ".runpod/hub.json",
  "tests.json",
  "hub.json",
  ".github/tests.json",
];

const SAMPLE_FOLDERS = /(?:^|\/)(?:test_inputs?|tests\/inputs|test_resources|examples|samples|sample_inputs)$/;

/** The sample inputs around a worker, the nearest first. */
export function readSamples(workspace: Workspace, path: string): readonly SampleInput[] {
  const files = [...nearestFiles(workspace, path, SAMPLE_FILES), ...inSampleFolders(workspace, path)];
  return [...new Set(files)].flatMap((file) => readSampleFile(file, workspace.read(file)));
}

/** JSON files of folders that hold sample inputs, beside the worker or above it. */
function inSampleFolders(workspace: Workspace, path: string): readonly string[] {
  const own = folderOf(path);
  return [...filesOf(workspace)]
    .filter((file) => file.endsWith(".json") && SAMPLE_FOLDERS.test(folderOf(file)))
    .filter((file) => {
      const parent = folderOf(folderOf(file));
      return parent === "" || own === parent || own.startsWith(`${parent}/`);
    })
    .sort();
}

function readSampleFile(path: string, text: string | undefined): readonly SampleInput[] {
  const documents = text === undefined ? [] : parseDocuments(path, text);
  return documents.flatMap((document) => readDocument(path, document));
}

function parseDocuments(path: string, text: string): readonly JsonValue[] {
  const lines = path.endsWith(".jsonl") ? text.split("\n").filter((line) => line.trim() !== "") : [text];
  const values = lines.map((line) => parseJson(line.replace(/^\uFEFF/, "")));
  return values.filter((value) => value !== undefined);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** A job, a list of tests, a document with `tests`, or, in a file of its own, the bare input. */
function readDocument(path: string, document: JsonValue): readonly SampleInput[] {
  if (isObject(document) && isList(document["tests"])) return document["tests"].flatMap((test) => readTest(path, test));
  if (isList(document)) return document.flatMap((test) => readTest(path, test));
  if (isSettings(path) || (!mayBeBare(path) && !(isObject(document) && document["input"] !== undefined))) return [];
  return [{ path, name: baseName(path).replace(/\.jsonl?$/, ""), input: inputOf(document) }];
}

function readTest(path: string, test: JsonValue): readonly SampleInput[] {
  if (!isObject(test) || test["input"] === undefined) return [];
  const name = typeof test["name"] === "string" ? test["name"] : baseName(path).replace(/\.json$/, "");
  return [{ path, name, input: inputOf(test["input"]) }];
}

const JOB_KEYS = new Set(["input", "id", "webhook", "policy", "s3Config"]);

/** The input of a job; any other object is the bare input itself. */
export function inputOf(value: JsonValue): JsonValue {
  const isJob = isObject(value) && value["input"] !== undefined && Object.keys(value).every((key) => JOB_KEYS.has(key));
  return isJob ? (value["input"] ?? null) : value;
}

/** Folders such as `examples` hold other JSON as well, so only whole jobs count there. */
function mayBeBare(path: string): boolean {
  return baseName(path).startsWith("test_input") || /(?:^|\/)test_inputs?$/.test(folderOf(path));
}

function isSettings(path: string): boolean {
  return /^(?:hub|tests_?)\.json$/.test(baseName(path));
}

function isObject(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
