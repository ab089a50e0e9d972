import { describe, expect, test } from "vitest";
import { folderOf, OTHER, put, run, WORKER } from "./command-line.js";

interface JsonFinding {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
}

interface JsonResult {
  readonly findings: readonly JsonFinding[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

async function json(folder: string, ...words: readonly string[]): Promise<JsonResult> {
  return JSON.parse((await run(folder, ["check", "--format", "json", ...words])).stdout) as JsonResult;
}

describe("check", () => {
  test("a worker has findings, in order, at their places", async () => {
    const folder = folderOf({ "src/handler.py": WORKER, "src/other.py": OTHER });
    const { code, stdout, stderr } = await run(folder, ["check"]);
    expect(code).toBe(1);
    const places = [...stdout.matchAll(/^src\/handler\.py:(\d+):(\d+): \w+ .* \[[a-z-]+\]$/gm)];
    expect(places.length).toBe(stdout.trim().split("\n").length);
    expect(places.map(([, line]) => Number(line))).toEqual(
      places.map(([, line]) => Number(line)).sort((a, b) => a - b),
    );
    expect(stdout).toMatch(/^src\/handler\.py:10:\d+: .*\[serverless-start\]$/m);
    expect(stderr).toMatch(/^\d+ findings? in 1 file\./);
  });

  test("without anything of RunPod it is quiet", async () => {
    const { code, stdout, stderr } = await run(folderOf({ "other.py": OTHER }), ["check"]);
    expect([code, stdout, stderr]).toEqual([0, "", "Nothing of RunPod found.\n"]);
  });

  test("what migrate wrote has nothing left", async () => {
    const folder = folderOf({ "handler.py": WORKER });
    await run(folder, ["migrate", "--write"]);
    const { code, stdout } = await run(folder, ["check"]);
    expect([code, stdout]).toEqual([0, ""]);
  });

  test("rules are chosen and left out", async () => {
    const folder = folderOf({ "handler.py": WORKER });
    const all = new Set((await json(folder)).findings.map(({ rule }) => rule));
    const chosen = (await json(folder, "--select", "serverless-start,job-id")).findings.map(({ rule }) => rule);
    const rest = (await json(folder, "--ignore", "serverless-start", "--ignore=job-input")).findings.map(
      ({ rule }) => rule,
    );
    expect(new Set(chosen)).toEqual(new Set(["serverless-start"]));
    expect(new Set(rest)).toEqual(
      new Set([...all].filter((rule) => rule !== "serverless-start" && rule !== "job-input")),
    );
  });

  test("nothing chosen that is there: exit code 0", async () => {
    const { code } = await run(folderOf({ "handler.py": WORKER }), ["check", "--select", "file-upload"]);
    expect(code).toBe(0);
  });

  test("JSON names the same places as the text", async () => {
    const folder = folderOf({ "handler.py": WORKER });
    const { stdout } = await run(folder, ["check"]);
    const { findings, unreadable } = await json(folder);
    const lines = findings.map(
      ({ path, line, column, severity, message, rule }) =>
        `${path}:${String(line)}:${String(column)}: ${severity} ${message} [${rule}]\n`,
    );
    expect(lines.join("")).toBe(stdout);
    expect(unreadable).toEqual([]);
    const start = findings.find(({ rule }) => rule === "serverless-start");
    expect([start?.line, start?.endLine, (start?.endColumn ?? 0) > (start?.column ?? 0)]).toEqual([10, 10, true]);
  });

  test("columns count from 1 in UTF-16 units, and a byte order mark is no column", async () => {
    const folder = folderOf({ "a.py": `\uFEFFimport runpod; x = "😀"; runpod.serverless.start({"handler": print})\n` });
    const { findings } = await json(folder, "--select", "serverless-start");
    expect(findings.map(({ line, column }) => [line, column])).toEqual([[1, 26]]);
  });

  test("SARIF", async () => {
    const folder = folderOf({ "a b/hand%ler.py": WORKER });
    const { code, stdout, stderr } = await run(folder, ["check", "--format", "sarif"]);
    const log = JSON.parse(stdout) as {
      readonly version: string;
      readonly runs: readonly [
        {
          readonly tool: {
            readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
          };
          readonly columnKind: string;
          readonly results: readonly {
            readonly ruleId: string;
            readonly ruleIndex: number;
            readonly level: string;
            readonly message: { readonly text: string };
            readonly locations: readonly [
              {
                readonly physicalLocation: {
                  readonly artifactLocation: { readonly uri: string };
                  readonly region: { readonly startLine: number; readonly startColumn: number };
                };
              },
            ];
          }[];
        },
      ];
    };
    const [{ tool, results, columnKind }] = log.runs;
    expect([code, stderr, log.version, columnKind, tool.driver.name]).toEqual([
      1,
      "",
      "2.1.0",
      "utf16CodeUnits",
      "runpod-to-fal",
    ]);
    expect(results.length).toBe((await json(folder)).findings.length);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).not.toBe("");
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe("a%20b/hand%25ler.py");
      expect(locations[0].physicalLocation.region.startColumn).toBeGreaterThan(0);
    }
  });

  test("SARIF without findings is a whole log all the same", async () => {
    const { code, stdout } = await run(folderOf({}), ["check", "--format", "sarif"]);
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ results: [], invocations: [{ executionSuccessful: true }] }] });
    expect(code).toBe(0);
  });

  test("commands for GitHub's annotations", async () => {
    const folder = folderOf({ "a,b/handler.py": WORKER });
    const { stdout } = await run(folder, ["check", "--format", "github", "--select", "serverless-start"]);
    expect(stdout).toMatch(
      /^::(error|warning|notice) file=a%2Cb\/handler\.py,line=10,endLine=10,col=\d+,endColumn=\d+,title=serverless-start::.+\n$/,
    );
  });

  test("what cannot be read is told, and the rest is checked", async () => {
    const folder = folderOf({ "handler.py": WORKER });
    put(folder, { "bad.py": Buffer.from('import runpod\nx = "\u00FC"\n', "latin1") });
    const { code, stdout, stderr } = await run(folder, ["check"]);
    expect(code).toBe(2);
    expect(stderr).toContain("bad.py: cannot be read: it is not UTF-8");
    expect(stdout).toContain("[serverless-start]");
    expect((await json(folder)).unreadable).toEqual([
      { path: "bad.py", reason: expect.stringContaining("UTF-8") as string },
    ]);
  });

  test("standard input", async () => {
    const { code, stdout } = await run(folderOf({}), ["check", "-", "--stdin-filename", "x/y.py"], { input: WORKER });
    expect(code).toBe(1);
    expect(stdout).toContain("x/y.py:10:");
  });

  /** Texts without anything of RunPod to find, or that are broken: never a crash. */
  const BAD_INPUT: readonly (readonly [string, string])[] = [
    ["empty", ""],
    ["runpod in a string alone", "x = 'the runpod SDK'\n"],
    ["does not parse", "import runpod\ndef (:\n"],
    ["tabs and Windows line ends", WORKER.replaceAll("    ", "\t").replaceAll("\n", "\r\n")],
    ["brackets that never close", `import runpod\n${"(".repeat(20_000)}`],
  ];

  test.each(BAD_INPUT)("%s", { timeout: 30_000 }, async (_, text) => {
    const { code, stderr } = await run(folderOf({ "handler.py": text }), ["check"]);
    expect([0, 1]).toContain(code);
    expect(stderr).not.toMatch(/internal error|\n {4}at /);
  });
});

describe("rules", () => {
  test("the table has RunPod's and fal's words", async () => {
    const { code, stdout } = await run(folderOf({}), ["rules"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^serverless-start\s.*runpod\.serverless\.start.*fal\.App/m);
  });

  test("a rule has a page", async () => {
    const { code, stdout } = await run(folderOf({}), ["rules", "serverless-start"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^serverless-start: /);
    expect(stdout).toContain("https://");
  });
});
