import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const BUNDLE = "l10n/bundle.l10n.json";

function sources(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}

const code = `${sources("client/src")}\n${sources("client/webview")}`;

/** Every text that the code asks a translation for. */
function messages(): readonly string[] {
  const calls = code.matchAll(/(?<![\w.])t\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g);
  const texts = [...calls].map(([, literal = '""']) =>
    literal.startsWith('"') ? (JSON.parse(literal) as string) : literal.slice(1, -1).replaceAll("\\'", "'"),
  );
  return [...new Set(texts)].sort();
}

describe("translations", () => {
  it("the bundle holds every text of the code and no other; UPDATE=1 writes it", () => {
    const bundle = Object.fromEntries(messages().map((message) => [message, message]));
    if (process.env["UPDATE"] === "1") writeFileSync(BUNDLE, `${JSON.stringify(bundle, null, 2)}\n`);
    expect(JSON.parse(readFileSync(BUNDLE, "utf8"))).toEqual(bundle);
    expect(messages().length).toBeGreaterThan(100);
  });

  it("no text goes to a person without one", () => {
    const raw =
      /(?:show(?:Information|Warning|Error)Message|button)\(\s*["'`](?=\w)|\b(?:textContent|title|prompt): ["'`](?=\w)/g;
    expect([...code.matchAll(raw)].map(([found]) => found)).toEqual([]);
  });

  it("the manifest and its texts name each other", () => {
    const manifest = readFileSync("package.json", "utf8");
    const texts = JSON.parse(readFileSync("package.nls.json", "utf8")) as Readonly<Record<string, string>>;
    const asked = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    expect([...new Set(asked)].sort()).toEqual(Object.keys(texts).sort());
  });
});
