import type { Uploader } from "./uploader.js";

/**
 * The environment of an app that runs on this machine: the user's own without anything that belongs to fal's cloud,
 * and with the upload service of this machine, so that images have an address without a key.
 */
export function localEnvironment(env: NodeJS.ProcessEnv, uploader: Uploader | undefined): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith("FAL_") && name !== "FORCE_COLOR");
  return { ...Object.fromEntries(kept), PYTHONUNBUFFERED: "1", COLUMNS: "400", ...uploader?.environment };
}
