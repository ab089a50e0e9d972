import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isColourful, printable } from "../../server/src/cli/output.js";
import { inText } from "../../server/src/cli/place.js";
import { decodePython, encodePython } from "../../server/src/cli/python-encoding.js";
import { unifiedDiff } from "../../server/src/cli/unified-diff.js";
import { writeAll, WriteError } from "../../server/src/cli/write-files.js";
import { contentsOf, folderOf } from "./command-line.js";

describe("encodings", () => {
  /** First lines, and what the file is read as. */
  const COOKIES: readonly (readonly [string, string])[] = [
    ["x = 1\n", "utf-8"],
    ["# -*- coding: utf-8 -*-\n", "utf-8"],
    ["# coding=UTF8\n", "utf-8"],
    ["#!/usr/bin/python\n# vim: fileencoding=latin-1\n", "bytes"],
    ["\n# coding: iso-8859-15\n", "bytes"],
    ["# coding: euc-jp\n", "bytes"],
    ["x = 1\n# coding: latin-1\n", "utf-8"],
    ["\n\n# coding: latin-1\n", "utf-8"],
    ["# no encoding here: latin-1\n", "utf-8"],
  ];

  test.each(COOKIES)("%j is %s", (text, kind) => {
    const decoded = decodePython(Buffer.from(text));
    expect("file" in decoded ? decoded.file.encoding.kind : decoded.problem).toBe(kind);
  });

  test("every byte of a file in a byte encoding survives", () => {
    const bytes = Buffer.concat([
      Buffer.from("# coding: cp1252\n"),
      Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1)),
    ]);
    const decoded = decodePython(bytes);
    if (!("file" in decoded)) throw new Error(decoded.problem);
    expect(Buffer.compare(Buffer.from(encodePython(decoded.file.text, decoded.file.encoding) ?? []), bytes)).toBe(0);
  });

  test("a character that the encoding lacks is refused, not replaced", () => {
    expect(encodePython("€", { kind: "bytes", name: "latin-1" })).toBeUndefined();
  });
});

describe("unified diff", () => {
  const line = fc.constantFrom("a", "b", "c", "", "  x", "\r", "-", "+ y", "@@ -1 +1 @@", "\\ No newline");
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
    .map(([lines, ends]) => lines.join("\n") + (ends && lines.length > 0 ? "\n" : ""));

  test("git applies any change, however the texts end", () => {
    const pairs = fc
      .sample(fc.tuple(text, text), { numRuns: 120, seed: 7 })
      .filter(([before, after]) => before !== after);
    const folder = folderOf(Object.fromEntries(pairs.map(([before], index) => [`f${String(index)}.py`, before])));
    const encoding = { kind: "utf-8" } as const;
    const patches = pairs.map(([before, after], index) =>
      unifiedDiff({ path: `f${String(index)}.py`, before, after, encoding }),
    );
    const created = unifiedDiff({ path: "new dir/fresh.py", before: undefined, after: "x\ny", encoding });
    writeFileSync(join(folder, "../change.patch"), Buffer.concat([...patches, created]));
    execFileSync("git", ["apply", "--whitespace=nowarn", "../change.patch"], { cwd: folder });
    const after = Object.fromEntries(pairs.map(([, text], index) => [`f${String(index)}.py`, text]));
    expect(contentsOf(folder)).toEqual({ ...after, "new dir/fresh.py": "x\ny" });
  });
});

describe("writing all or nothing", () => {
  test("a rename that fails puts back what was renamed before", () => {
    const folder = folderOf({ "a.py": "old", "sub/keep.txt": "" });
    const [a, fresh] = [join(folder, "a.py"), join(folder, "made/fresh.py")];
    const blocked = { path: join(folder, "b.py"), bytes: Buffer.from("b"), expected: "anything" as const };
    const writes = [
      { path: a, bytes: Buffer.from("new"), expected: Buffer.from("old") },
      { path: fresh, bytes: Buffer.from("new"), expected: undefined },
      {
        ...blocked,
        // Asked for after everything is staged: by then the place is taken by a folder.
        get bytes(): Uint8Array {
          mkdirSync(join(folder, "b.py/inside"), { recursive: true });
          return Buffer.from("b");
        },
      },
    ];
    expect(() => {
      writeAll(writes);
    }).toThrow(WriteError);
    expect(readFileSync(a, "utf8")).toBe("old");
    expect(Object.keys(contentsOf(folder))).toEqual(["a.py", "sub/keep.txt"]);
  });

  test("a file that changed meanwhile is left alone", () => {
    const folder = folderOf({ "a.py": "edited since" });
    const write = { path: join(folder, "a.py"), bytes: Buffer.from("new"), expected: Buffer.from("read") };
    expect(() => {
      writeAll([write]);
    }).toThrow("it changed while it was migrated");
    expect(contentsOf(folder)).toEqual({ "a.py": "edited since" });
  });

  test("a file that appeared meanwhile is left alone", () => {
    const folder = folderOf({ "app.py": "somebody's" });
    const write = { path: join(folder, "app.py"), bytes: Buffer.from("new"), expected: undefined };
    expect(() => {
      writeAll([write]);
    }).toThrow(WriteError);
    expect(contentsOf(folder)).toEqual({ "app.py": "somebody's" });
  });
});

describe("output", () => {
  /** Terminal or not, environment, whether there is colour. */
  const COLOUR: readonly (readonly [boolean, NodeJS.ProcessEnv, boolean])[] = [
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
  ];

  test.each(COLOUR)("terminal %s with %j: colour %s", (isTTY, environment, expected) => {
    expect(isColourful({ isTTY }, environment)).toBe(expected);
  });

  test("control and direction characters are shown, not obeyed", () => {
    expect(printable("a\u001B[2Jb\r\u202Ec\u0007\nd")).toBe("a\\x1b[2Jb\\x0d\\u202ec\\x07\\x0ad");
  });

  test("places count from 1, in UTF-16 units", () => {
    const at = inText("ab\n😀cd\n");
    expect(at({ start: 5, end: 6 })).toEqual({ line: 2, column: 3, endLine: 2, endColumn: 4 });
    expect(at({ start: 0, end: 3 })).toEqual({ line: 1, column: 1, endLine: 2, endColumn: 1 });
  });
});
