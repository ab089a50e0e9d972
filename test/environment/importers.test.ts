import { beforeAll, describe, expect, test } from "vitest";
import { findImporters, importerRemarks } from "../../server/src/migration/environment/importers.js";
import { loadGrammar, workspaceOf } from "./workspace.js";

beforeAll(loadGrammar);

/** What imports `src/handler.py`, by the importing file and its text; how it is reported, or undefined for not at all. */
const CASES: readonly (readonly [string, string, string | undefined])[] = [
  [
    "tests/test_handler.py",
    "from src.handler import handler\n",
    "note: `tests/test_handler.py` (line 1) imports `handler` from",
  ],
  [
    "src/test_handler.py",
    "import os\nimport handler\n",
    "note: `src/test_handler.py` (line 2) imports `src/handler.py`",
  ],
  [
    "src/server.py",
    "from handler import handler, MODEL\n",
    "decision: `src/server.py` (line 1) imports `handler` and `MODEL` from",
  ],
  ["src/local.py", "from .handler import run\n", "decision: `src/local.py` (line 1) imports `run`"],
  ["cli.py", "def main():\n    from src import handler\n", "decision: `cli.py` (line 2) imports `src/handler.py`"],
  ["src/other.py", "from logging import handlers\nhandler = 1\n", undefined],
  ["src/text.py", "'import handler'\n", undefined],
  ["web/api.py", "from web.handler import handler\n", undefined],
];

describe("importers", () => {
  test.each(CASES)("%s: %s", (path, text, report) => {
    const workspace = workspaceOf({ "src/handler.py": "", "web/handler.py": "", [path]: text });
    const remarks = importerRemarks("src/handler.py", findImporters(workspace, "src/handler.py"));
    expect(remarks.map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual(
      report === undefined ? [] : [expect.stringContaining(report)],
    );
  });

  test("names that stay at module level are not lost", () => {
    const workspace = workspaceOf({
      "handler.py": "",
      "a.py": "from handler import run, MODEL\n",
      "b.py": "from handler import MODEL\n",
    });
    const remarks = importerRemarks("handler.py", findImporters(workspace, "handler.py"), new Set(["MODEL"]));
    expect(remarks.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("`a.py` (line 1) imports `run` from"),
    ]);
  });
});
