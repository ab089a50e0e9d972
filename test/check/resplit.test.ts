import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resplit, splitStatements, type Split } from "../../server/src/migration/check/split.js";

/** Pieces that open, close, continue and start things. */
const PIECES = [
  "def f():\n",
  "    x = 1\n",
  "@decorated\n",
  "else:\n",
  "import a\n",
  "value = (\n",
  ")\n",
  '"""',
  "'''",
  '"',
  "# a comment\n",
  "\n",
  "\\\n",
  "class A:\r\n",
  "y = [1,\n",
  "]\n",
  "\uFEFF",
] as const;

const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(""));

const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.constantFrom("", "x", ...PIECES)), { maxLength: 8 });

describe("splitting again", () => {
  test("gives what splitting from the start gives, whatever was changed", () => {
    fc.assert(
      fc.property(text, edits, (original, changes) => {
        let split = resplit(undefined, original);
        for (const [at, length, piece] of changes) {
          const start = split.text.length === 0 ? 0 : at % split.text.length;
          const next = split.text.slice(0, start) + piece + split.text.slice(start + length);
          const again = resplit(split, next);
          expect(again.statements).toEqual(splitStatements(next));
          expectSameTexts(split, again);
          split = again;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("looks only at what is between two statements that stay", () => {
    const before = resplit(undefined, "a = 1\nb = 2\nc = 3\nd = 4\n");
    expect(resplit(before, "a = 1\nb = 2\nc = 33\nd = 4\n")).toMatchObject({ head: 2, tail: 1 });
  });

  test("starts from the beginning where a quote has opened", () => {
    const before = resplit(undefined, "a = 1\nb = 2\nimport c\n");
    expect(resplit(before, 'a = 1\nb = """\nimport c\n')).toMatchObject({ isOpen: true, head: 0, tail: 0 });
  });
});

/** What is said to have stayed has the same text. */
function expectSameTexts(before: Split, after: Split): void {
  const texts = ({ text: source, statements }: Split) => statements.map(({ start, end }) => source.slice(start, end));
  const [old, now] = [texts(before), texts(after)];
  expect(now.slice(0, after.head)).toEqual(old.slice(0, after.head));
  if (after.tail > 0) expect(now.slice(-after.tail)).toEqual(old.slice(-after.tail));
}
