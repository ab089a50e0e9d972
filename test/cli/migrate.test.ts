import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contentsOf, folderOf, OTHER, put, run, WORKER, type Files } from "./command-line.js";

function git(folder: string, ...words: readonly string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false"];
  return execFileSync("git", [...identity, ...words], { cwd: folder, encoding: "utf8" });
}

const GREETING = WORKER.replace("Says hello.", "Grüße aus Köln");

/** Workers in the forms in which files are kept. */
const FORMS: readonly (readonly [string, string, Uint8Array])[] = [
  ["plain", "handler.py", Buffer.from(GREETING)],
  ["Windows line ends", "handler.py", Buffer.from(GREETING.replaceAll("\n", "\r\n"))],
  ["no newline at the end", "handler.py", Buffer.from(GREETING.trimEnd())],
  ["a byte order mark", "handler.py", Buffer.from(`\uFEFF${GREETING}`)],
  ["Latin-1 with a cookie", "handler.py", Buffer.from(`# -*- coding: latin-1 -*-\n${GREETING}`, "latin1")],
  [
    "Windows-1252 in the second line",
    "handler.py",
    Buffer.from(`#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n${GREETING}`, "latin1"),
  ],
  ["spaces and other letters in the name", "größe und so/mein handler.py", Buffer.from(GREETING)],
  ["quotes in the name", 'a "b" c.py', Buffer.from(GREETING)],
];

describe("diff", () => {
  test.each(FORMS)("%s: git applies it, and it gives what --write gives", async (_, path, bytes) => {
    const [patched, written] = [
      folderOf({ [path]: bytes, "other.py": OTHER }),
      folderOf({ [path]: bytes, "other.py": OTHER }),
    ];
    const diff = await run(patched, ["migrate"]);
    expect(diff.code).toBe(0);
    expect(contentsOf(patched)).toEqual({ [path]: Buffer.from(bytes).toString("latin1"), "other.py": OTHER });
    git(patched, "init", "-q");
    put(patched, { "change.patch": diff.bytes });
    git(patched, "apply", "change.patch");
    expect((await run(written, ["migrate", "--write"])).code).toBe(0);
    const after = contentsOf(written)[path];
    expect(contentsOf(patched)[path]).toBe(after);
    expect(after).toContain("fal.App");
    expect(after).toContain(
      Buffer.from(bytes).includes(0xfc) && !Buffer.from(bytes).includes(0xc3) ? "Gr\u00FC\u00DFe" : "Gr\u00C3\u00BC",
    );
  });

  test.each(FORMS)("%s: line ends, mark and last newline survive", async (_, path, bytes) => {
    const folder = folderOf({ [path]: bytes });
    await run(folder, ["migrate", "--write"]);
    const [before, after] = [Buffer.from(bytes).toString("latin1"), contentsOf(folder)[path] ?? ""];
    expect(after.startsWith("\u00EF\u00BB\u00BF")).toBe(before.startsWith("\u00EF\u00BB\u00BF"));
    expect(after.endsWith("\n")).toBe(before.endsWith("\n"));
    expect(after.includes("\r\n")).toBe(before.includes("\r\n"));
    expect(/[^\r]\n/.test(after)).toBe(/[^\r]\n/.test(before));
  });

  test("nothing to do prints nothing", async () => {
    const { code, stdout, stderr } = await run(folderOf({ "other.py": OTHER }), ["migrate"]);
    expect([code, stdout, stderr]).toEqual([0, "", "Nothing of RunPod found.\n"]);
  });

  test("the same input gives the same bytes", async () => {
    const folder = folderOf({ "a.py": WORKER, "b/handler.py": WORKER });
    expect((await run(folder, ["migrate"])).stdout).toBe((await run(folder, ["migrate"])).stdout);
  });

  test("outside of the current folder paths are relative to PATH", async () => {
    const { stdout } = await run(folderOf({}), ["migrate", folderOf({ "src/handler.py": WORKER })]);
    expect(stdout).toContain("--- a/src/handler.py\n+++ b/src/handler.py\n");
  });

  test("standard input", async () => {
    const folder = folderOf({ "requirements.txt": "requests==2.32.0\n" });
    const { code, stdout } = await run(folder, ["migrate", "-", "--stdin-filename", "handler.py"], { input: WORKER });
    expect(code).toBe(0);
    expect(stdout).toContain("--- a/handler.py");
    expect(stdout).toContain("requests==2.32.0");
  });

  test("a reader that goes away stops nothing", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`w${String(index)}/handler.py`, WORKER]),
    );
    const folder = folderOf(files);
    const { code, stderr } = await run(folder, ["migrate", "--report", "report.json"], { readsNothing: true });
    expect(code).toBe(0);
    expect(stderr).toContain("Would change 40 files");
    expect(contentsOf(folder)["report.json"]).toContain("w39/handler.py");
  });
});

describe("writing", () => {
  test("--output writes changed files alone, at their path", async () => {
    const folder = folderOf({ "project/src/handler.py": WORKER, "project/other.py": OTHER });
    expect((await run(folder, ["migrate", "project", "--output", "new/out"])).code).toBe(0);
    expect(Object.keys(contentsOf(join(folder, "new/out")))).toEqual(["src/handler.py"]);
    expect(contentsOf(folder)["project/src/handler.py"]).toBe(WORKER);
  });

  test("--output for a PATH that is a file uses its base name", async () => {
    const folder = folderOf({ "project/src/handler.py": WORKER });
    await run(folder, ["migrate", "project/src/handler.py", "--output", "out"]);
    expect(Object.keys(contentsOf(join(folder, "out")))).toEqual(["handler.py"]);
  });

  test("two paths that would write one file are refused", async () => {
    const folder = folderOf({ "a/handler.py": WORKER, "b/handler.py": WORKER });
    const { code, stderr } = await run(folder, ["migrate", "a", "b", "--output", "out"]);
    expect(code).toBe(2);
    expect(stderr).toContain("two of the given paths would be written there");
    expect(Object.keys(contentsOf(folder))).toEqual(["a/handler.py", "b/handler.py"]);
  });

  test("--write keeps the old worker where git does not see it, and a second run changes nothing", async () => {
    const folder = folderOf({ "src/handler.py": WORKER });
    git(folder, "init", "-q");
    expect((await run(folder, ["migrate", "--write"])).code).toBe(0);
    const first = contentsOf(folder);
    expect(Object.keys(first)).toEqual([
      "src/.runpod-to-fal/.gitignore",
      "src/.runpod-to-fal/handler.py",
      "src/handler.py",
    ]);
    expect(first["src/.runpod-to-fal/handler.py"]).toBe(WORKER);
    expect(git(folder, "status", "--porcelain", "-uall").trim()).toBe("?? src/handler.py");
    const { code, stderr } = await run(folder, ["migrate", "--write"]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/Nothing of RunPod found|Changed 0 files/)]);
    expect(contentsOf(folder)).toEqual(first);
  });

  test("a file's mode survives", async () => {
    const folder = folderOf({});
    writeFileSync(join(folder, "handler.py"), WORKER, { mode: 0o755 });
    await run(folder, ["migrate", "--write"]);
    expect(execFileSync("stat", ["-c", "%a", join(folder, "handler.py")], { encoding: "utf8" }).trim()).toBe("755");
  });

  test("all files or none", async () => {
    const files: Files = {
      "a/handler.py": WORKER,
      "b/handler.py": WORKER,
      "b/.runpod-to-fal": "a file where a folder is needed",
    };
    const folder = folderOf(files);
    const { code, stderr } = await run(folder, ["migrate", "--write"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Nothing was changed.");
    expect(contentsOf(folder)).toEqual(files);
  });

  test("a link named outright is followed, not replaced", async () => {
    const folder = folderOf({ "real/handler.py": WORKER });
    symlinkSync(join(folder, "real/handler.py"), join(folder, "link.py"));
    await run(folder, ["migrate", "link.py", "--write"]);
    expect(contentsOf(folder)["real/handler.py"]).toContain("fal.App");
  });
});

describe("what is read", () => {
  const IGNORED: Files = {
    ".gitignore": "build/\n*_old.py\n",
    "build/handler.py": WORKER,
    "worker_old.py": WORKER,
    "sub/.gitignore": "!kept_old.py\nlocal.py\n",
    "sub/kept_old.py": WORKER,
    "sub/local.py": WORKER,
    ".venv/lib/handler.py": WORKER,
    "env/pyvenv.cfg": "",
    "env/handler.py": WORKER,
    "node_modules/x/handler.py": WORKER,
    "lib/site-packages/handler.py": WORKER,
    ".hidden/handler.py": WORKER,
    ".runpod/rp_handler.py": WORKER,
    "notes.txt": WORKER,
    "handler.py": WORKER,
  };

  test("folders are walked as git sees them", async () => {
    const folder = folderOf({ ...IGNORED, ".git/HEAD": "" });
    const { stdout } = await run(folder, ["migrate"]);
    const changed = [...stdout.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path]) => path);
    expect(changed).toEqual(["handler.py", "sub/kept_old.py"]);
  });

  test("rules above PATH count, but not against a PATH named outright", async () => {
    const folder = folderOf({ ...IGNORED, ".git/HEAD": "" });
    const names = async (...paths: readonly string[]): Promise<readonly (string | undefined)[]> =>
      [...(await run(folder, ["migrate", ...paths])).stdout.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path]) => path);
    expect(await names("sub")).toEqual(["sub/kept_old.py"]);
    expect(await names("build")).toEqual(["build/handler.py"]);
    expect(await names("worker_old.py", ".hidden/handler.py")).toEqual(["worker_old.py", ".hidden/handler.py"]);
  });

  test("the same file given twice is migrated once", async () => {
    const folder = folderOf({ "src/handler.py": WORKER });
    const { stderr } = await run(folder, ["migrate", "src", ".", "src/handler.py"]);
    expect(stderr).toContain("Would change 1 file:");
  });

  test("links that lead in circles or nowhere", async () => {
    const folder = folderOf({ "handler.py": WORKER });
    symlinkSync(folder, join(folder, "circle"));
    symlinkSync(join(folder, "gone"), join(folder, "nowhere.py"));
    const { code, stderr } = await run(folder, ["migrate"]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("Would change 1 file:")]);
  });

  /** Files that cannot be read, and what is said of each; the worker beside it is migrated all the same. */
  const UNREADABLE: readonly (readonly [string, string, Uint8Array | undefined, string])[] = [
    ["no such file", "gone.py", undefined, "gone.py: cannot be read: no such file or folder"],
    ["not UTF-8", "bad.py", Buffer.from(GREETING, "latin1"), "bad.py: cannot be read: it is not UTF-8"],
    ["zero bytes", "zero.py", Buffer.from(`${WORKER}\0`), "zero.py: cannot be read: it is not a text file"],
    [
      "an encoding that cannot be edited",
      "sjis.py",
      Buffer.from(`# coding: shift_jis\n${WORKER}`),
      "its encoding, shift_jis, is not supported",
    ],
  ];

  test.each(UNREADABLE)("%s", async (_, name, bytes, message) => {
    const folder = folderOf({ "handler.py": WORKER, ...(bytes === undefined ? {} : { [name]: bytes }) });
    const { code, stdout, stderr } = await run(folder, ["migrate", "handler.py", name, "--report", "report.json"]);
    expect(stderr).toContain(message);
    expect(stdout).toContain("+++ b/handler.py");
    expect(code).toBe(2);
  });

  test("what cannot be read and does not speak of RunPod is passed over in a folder", async () => {
    const { code } = await run(folderOf({ "handler.py": WORKER, "junk.py": Buffer.from([0xff, 0xfe, 0]) }), [
      "migrate",
    ]);
    expect(code).toBe(0);
  });

  /** Texts that hold no worker or a broken one: no crash, and never a diff for what does not parse. */
  const BAD_INPUT: readonly (readonly [string, string, number])[] = [
    ["empty", "", 0],
    ["only blanks", " \n\t\n", 0],
    ["runpod in a string alone", "x = 'runpod'\n", 0],
    ["does not parse", `def (:\n${WORKER}`, 1],
    ["Python 2", `print "a"\n${WORKER}`, 1],
    ["unclosed bracket", `${WORKER}\nx = (1,\n`, 1],
  ];

  test.each(BAD_INPUT)("%s", async (_, text, exit) => {
    const { code, stdout, stderr } = await run(folderOf({ "handler.py": text }), ["migrate"]);
    expect([code, stdout]).toEqual([exit, ""]);
    expect(stderr).not.toMatch(/internal error|\n {4}at /);
  });

  test("five megabytes", { timeout: 30_000 }, async () => {
    const text = `${WORKER}\n${"value = compute(1, 2)  # says nothing\n".repeat(140_000)}`;
    const { code, stderr } = await run(folderOf({ "handler.py": text }), ["migrate"]);
    expect([0, 1]).toContain(code);
    expect(stderr).not.toMatch(/internal error|\n {4}at /);
  });
});

describe("report", () => {
  interface ReportFile {
    readonly path: string;
    readonly status: string;
    readonly apps: readonly Readonly<Record<string, unknown>>[];
    readonly decisions: readonly { readonly rule: string; readonly line: number; readonly reason: string }[];
    readonly notes: readonly { readonly rule: string; readonly line: number; readonly reason: string }[];
  }

  async function report(files: Files, ...words: readonly string[]): Promise<readonly ReportFile[]> {
    const folder = folderOf(files);
    await run(folder, ["migrate", ...words, "--report", "deep/report.json"]);
    return (JSON.parse(contentsOf(folder)["deep/report.json"] ?? "") as { files: readonly ReportFile[] }).files;
  }

  test("as JSON it names apps, endpoints and remarks", async () => {
    const [file] = await report({ "captions/src/handler.py": WORKER, "captions/other.py": OTHER }, "captions");
    expect(file).toMatchObject({ path: "src/handler.py", status: "converted", decisions: [] });
    expect(file?.apps).toMatchObject([
      {
        class: "Captions",
        name: "captions",
        file: "src/handler.py",
        endpoints: [{ path: "/", streaming: false }],
        bridges: [],
      },
    ]);
    expect(file?.notes.map(({ rule }) => rule)).toContain("machine-type");
  });

  test("for a PATH that is a file paths are base names", async () => {
    const [file] = await report({ "captions/src/handler.py": WORKER }, "captions/src/handler.py");
    expect([file?.path, file?.apps[0]?.["file"]]).toEqual(["handler.py", "handler.py"]);
  });

  test("an open decision makes the exit code 1", async () => {
    const folder = folderOf({
      "handler.py": WORKER,
      Dockerfile: "FROM python:3.11\nRUN apt-get install -y ffmpeg\nCMD python handler.py\n",
    });
    const { code, stderr } = await run(folder, ["migrate"]);
    expect(code).toBe(1);
    expect(stderr).toContain("to decide: `Dockerfile` installs the system packages `ffmpeg`");
  });

  test("an unreadable worker is a failed one", async () => {
    const [file] = await report({ "handler.py": Buffer.from(GREETING, "latin1") });
    expect(file).toMatchObject({ path: "handler.py", status: "failed", apps: [] });
    expect(file?.decisions[0]?.reason).toContain("not UTF-8");
  });

  test("as Markdown it reads as a table and a list", async () => {
    const folder = folderOf({ "captions/handler.py": WORKER });
    await run(folder, ["migrate", "captions", "--report", "report.md"]);
    const text = contentsOf(folder)["report.md"] ?? "";
    expect(text).toContain("| `handler.py` | converted | `captions` | 0 |");
    expect(text).toContain("The app `captions` is the class `Captions` in `handler.py`.");
    expect(text).toMatch(/- line \d+: .*\(machine-type\)/);
  });

  test("a folder where the report should be", async () => {
    const folder = folderOf({ "handler.py": WORKER });
    mkdirSync(join(folder, "report.json"));
    const { code, stdout, stderr } = await run(folder, ["migrate", "--write", "--report", "report.json"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Nothing was changed.");
    expect(stderr).toContain("report.json: cannot be written: it is a folder");
    expect(contentsOf(folder)).toEqual({ "handler.py": WORKER });
  });
});
