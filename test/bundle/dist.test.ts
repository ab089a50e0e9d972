import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const dist = join(process.cwd(), "dist");
const worker = `import runpod\n\n\ndef handler(job):\n    return {"n": job["input"]["n"]}\n\n\nrunpod.serverless.start({"handler": handler})\n`;

/** A copy of dist/ and of the manifest beside it, far from node_modules: what a user's machine has. */
let folder: string;
let shipped: string;

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs"]);
  folder = mkdtempSync(join(tmpdir(), "runpod-to-fal-dist-"));
  shipped = join(folder, "dist");
  cpSync(dist, shipped, { recursive: true });
  cpSync("package.json", join(folder, "package.json"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("dist/", () => {
  test.each(["cli.js", "server.js", "client.js", "web-tree-sitter.wasm", "tree-sitter-python.wasm"])(
    "holds %s",
    (name) => {
      expect(existsSync(join(dist, name))).toBe(true);
    },
  );

  test("ships no source map and names no folder of the machine that built it", () => {
    for (const name of readdirSync(dist).filter((each) => each.endsWith(".js"))) {
      const text = readFileSync(join(dist, name), "utf8");
      expect(text).not.toContain("sourceMappingURL=");
      expect(text).not.toContain(process.cwd());
    }
  });

  test("names the licence of each package inside", () => {
    const notices = readFileSync(join(dist, "THIRD_PARTY_NOTICES.txt"), "utf8");
    for (const name of ["web-tree-sitter", "tree-sitter-python", "vscode-languageserver", "vscode-languageclient"]) {
      expect(notices).toMatch(new RegExp(`^${name} [\\d.]+ \\(MIT\\)`, "m"));
    }
  });
});

describe("the command line, without node_modules", () => {
  const cli = (args: readonly string[], input?: string) =>
    spawnSync(process.execPath, [join(shipped, "cli.js"), ...args], { cwd: shipped, input, encoding: "utf8" });

  test.skipIf(process.platform === "win32")("is executable by itself", () => {
    expect(statSync(join(dist, "cli.js")).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(dist, "cli.js"), "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
  });

  test("loads the grammar that lies beside it, and migrates", () => {
    const { status, stdout } = cli(["migrate", "-", "--stdin-filename", "handler.py"], worker);
    expect(stdout).toMatch(/^\+class \w+\(fal\.App/m);
    expect(status).toBe(0);
  });

  test("says what is left of RunPod", () => {
    const { status, stdout } = cli(["check", "-", "--stdin-filename", "handler.py"], worker);
    expect(stdout).toContain("serverless-start");
    expect(status).toBe(1);
  });

  test("says its version", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(cli(["--version"]).stdout).toContain(version);
  });
});
