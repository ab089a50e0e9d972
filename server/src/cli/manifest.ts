import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the package says of itself. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** Where the project lives. */
  readonly address: string;
}

/** Reads the `package.json` above the bundle, which is there in a checkout, in an npm package and in an extension. */
export function readManifest(): Manifest {
  const text = readFileSync(join(__dirname, "..", "package.json"), "utf8");
  const { name, version, repository } = JSON.parse(text) as {
    readonly name: string;
    readonly version: string;
    readonly repository: { readonly url: string };
  };
  return { name, version, address: repository.url.replace(/\.git$/, "") };
}
