import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageExtension } from "../package.js";
import { runOrFail } from "../setup/command.js";
import { installOnce } from "../setup/install-once.js";
import { step } from "../setup/progress.js";
import type { EditorParts } from "./parts.js";

/** The folder of extensions with this project's package in it, as a user would have installed it. */
export async function installedPackage(parts: EditorParts, data: string): Promise<string> {
  const folder = join(data, `extensions-${fingerprint()}`);
  await installOnce({
    folder,
    contents: ["runpod-to-fal"],
    create: async () => {
      const file = join(data, "runpod-to-fal.vsix");
      await step("Packing and installing the extension", async () => {
        await packageExtension(file);
        const places = ["--server-data-dir", data, "--extensions-dir", folder];
        await runOrFail(parts.node, [parts.serverMain, ...places, "--install-extension", file, "--force"]);
      });
    },
    onWait: () => {
      console.log("Another process is installing the extension; waiting for it …");
    },
  });
  return folder;
}

/** What the package is made of: another build or another manifest is another installation. */
function fingerprint(): string {
  const hash = createHash("sha256");
  const files = readdirSync("dist", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  for (const path of ["package.json", ...paths]) hash.update(path).update(readFileSync(path));
  return hash.digest("hex").slice(0, 12);
}
