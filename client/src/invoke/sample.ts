import type { JsonObject } from "../../webview/protocol.js";
import { isObject, parseJson } from "./json.js";

/** The file in which RunPod's workers keep an example of their input. */
export const SAMPLE_FILE = "test_input.json";

const JOB_KEYS = ["input", "id", "webhook", "policy", "s3Config"];

/** The input of a sample file: of a RunPod job its `input`, else the object itself. */
export function sampleInput(text: string): JsonObject | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const { input } = value;
  return isObject(input) && Object.keys(value).every((key) => JOB_KEYS.includes(key)) ? input : value;
}
