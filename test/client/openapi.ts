import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonEnvironment } from "../../scripts/environments.js";

/** The OpenAPI document that the real fal makes of an app `Demo`. */
export async function openApiOf(text: string): Promise<unknown> {
  const { python } = await pythonEnvironment("fal");
  const folder = mkdtempSync(join(tmpdir(), "openapi-"));
  try {
    writeFileSync(join(folder, "app.py"), text);
    writeFileSync(join(folder, "describe.py"), describe);
    const program = [join(folder, "describe.py"), join(folder, "app.py")];
    return JSON.parse(execFileSync(python, program, { encoding: "utf8" })) as unknown;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const describe = `
import json, runpy, sys
app = runpy.run_path(sys.argv[1])["Demo"]
print(json.dumps(app(_allow_init=True).openapi()))
`;
