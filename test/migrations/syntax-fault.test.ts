import { beforeAll, describe, expect, it } from "vitest";
import { parsePython } from "../../server/src/python/parser.js";
import { syntaxFault } from "../../server/src/python/syntax-fault.js";
import { loadGrammar } from "../environment/workspace.js";

beforeAll(loadGrammar);

function reasonOf(text: string): string | undefined {
  const root = parsePython(text);
  if (root === undefined) throw new Error("not parsed in time");
  return syntaxFault(text, root)?.reason;
}

describe("no program of Python 3", () => {
  it.each([
    ["def f(:\n    pass\n", "the file does not parse"],
    ["x = 1\n  y = 2\n", "the file does not parse: an unexpected indentation"],
    ["  x = 1\n", "the file does not parse: an unexpected indentation"],
    ["if x:\n        a()\n    b()\n", "the file does not parse: an indentation that fits no block"],
    ["def f():\n# only words\nx = 1\n", "the file does not parse: an indented block is missing"],
    ["if x:\n    a()\n\tb()\n", "the file does not parse: an unexpected indentation"],
    ["if x:\n        a()\n\tb()\n", "the file does not parse: tabs and spaces that cannot be compared"],
    ['print "done"\n', "the file does not parse: a `print` of Python 2"],
    ["exec code in scope\n", "the file does not parse: an `exec` of Python 2"],
    ["x = 1\n\u{feff}y = 2\n", "the file does not parse: a character that Python does not know"],
    ["return 1\n", "the file does not parse: `return` outside a function"],
    ["class A:\n    yield 1\n", "the file does not parse: `yield` outside a function"],
    ["import a\nfrom __future__ import annotations\n", "the file does not parse: a `__future__` import behind other code"],
    ["import a import b\n", "the file does not parse: two statements on one line"],
    ["mpy as np\n", "the file does not parse: a stray `as`"],
  ])("%j", (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });
});

describe("a program of Python 3", () => {
  it.each([
    "if x:\n\ta()\n\tb()\nelse: c()\n",
    "x = (1,\n2,\n      3)\ndef f():\n  return '''\nz'''\n",
    "def f():\n    if a:\n        pass\n# a comment out of line\n    return a\n",
    "x = a + \\\n        b\ny = 1; z = 2\n",
    'class A: "says nothing"\n',
    "with open(a) as b, c as d:\n    pass\n",
    "try:\n    pass\nexcept E as e:\n    pass\n",
    "match a:\n    case [b] as c:\n        pass\n",
    '"""What it is for."""\nfrom __future__ import annotations\nfrom __future__ import division\n',
    "f = lambda: (yield)\n",
    "\f\nx = 1\n",
    "\rx = 1\r\ny = 2\n",
    "",
  ])("%j", (text) => {
    expect(reasonOf(text)).toBeUndefined();
  });
});
