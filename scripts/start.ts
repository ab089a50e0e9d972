import { playMainJob } from "./start/main-job.js";
import { openEditor } from "./start/open-editor.js";
import { CommandError, runOrFail } from "./setup/command.js";
import { step } from "./setup/progress.js";

/** `npm start`: sets everything up and opens the examples in VS Code; with `--headless` it plays the main job here. */
export async function main(options: readonly string[]): Promise<number> {
  const unknown = options.filter((option) => option !== "--headless");
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(" ")}. Usage: npm start [-- --headless]`);
    return 2;
  }
  try {
    await step("Building dist/", () => runOrFail(process.execPath, ["esbuild.mjs"]));
    return options.includes("--headless") ? await playMainJob() : await openEditor();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    return 1;
  }
}
