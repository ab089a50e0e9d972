import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

test("the README shows what the shipped command really makes of its worker", () => {
  const readme = readFileSync("README.md", "utf8");
  const [worker, app] = [...readme.matchAll(/```python\n(.*?)```/gs)].map(([, code = ""]) => code);
  const folder = mkdtempSync(join(tmpdir(), "runpod-to-fal-readme-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, "sentiment/handler.py");
  mkdirSync(join(folder, "sentiment"));
  writeFileSync(file, worker ?? "");
  const { stderr } = spawnSync(process.execPath, ["dist/cli.js", "migrate", join(folder, "sentiment"), "--write"], {
    encoding: "utf8",
  });
  expect(stderr).toContain("1 app, 0 decisions left");
  expect(readFileSync(file, "utf8")).toBe(app);
});
