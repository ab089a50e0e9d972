import { topLevelPackage } from "../../python/imports.js";
import { RUNPOD_PACKAGES } from "../../runpod/names.js";
import { normalizedName } from "./requirement.js";

/** What fal installs at its own versions, or does without: a pin of the project would contradict it. */
export const BROUGHT_BY_FAL = new Set([
  "fastapi",
  "pydantic",
  "pydantic-core",
  "annotated-types",
  "starlette",
  "uvicorn",
  "tblib",
  "fal",
  "fastapi-cli",
  "typing-extensions",
]);

/** What such a package's extras stood for, which fal does not bring. */
export const EXTRAS: Readonly<Record<string, string | undefined>> = {
  "pydantic[email]": "email-validator",
};

/** Packages that served RunPod alone. */
export const SERVED_RUNPOD = new Set([...RUNPOD_PACKAGES].map(normalizedName));

/** Modules that are on every fal runner, or that went with RunPod. */
export function isServedByFal(module: string): boolean {
  const top = topLevelPackage(module);
  return RUNPOD_PACKAGES.has(top) || BROUGHT_BY_FAL.has(normalizedName(top)) || top === "";
}
