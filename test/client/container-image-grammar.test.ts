import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Rule {
  readonly begin: string;
  readonly end: string;
  readonly contentName?: string;
}

const { repository, injectionSelector } = JSON.parse(
  readFileSync("syntaxes/container-image.tmLanguage.json", "utf8"),
) as {
  readonly injectionSelector: string;
  readonly repository: Readonly<Record<string, Rule>>;
};

/** The rules that begin in a line, by name. */
function begun(line: string): readonly string[] {
  return Object.entries(repository)
    .filter(([name, { begin }]) =>
      name.startsWith("string-") || name.startsWith("call-") ? new RegExp(begin).test(line) : false,
    )
    .map(([name]) => name);
}

describe("a Dockerfile inside a string of Python is coloured as one", () => {
  it.each([
    ['dockerfile = """', ["string-of-name"]],
    ["DOCKERFILE_TEXT = r'''", ["string-of-name"]],
    ['    image = ContainerImage.from_dockerfile_str("""', ["string-of-call"]],
    ['    image = fal.ContainerImage.from_dockerfile_str(f"""', ["string-of-call"]],
    ["    image = ContainerImage.from_dockerfile_str(", ["call-to-next-line"]],
    ["    image = ContainerImage.from_dockerfile_str(DOCKERFILE)", []],
    ['prompt = """', []],
    ['path = "Dockerfile"', []],
    ['dockerfile == """', []],
  ])("%s", (line, rules) => {
    expect(begun(line)).toEqual(rules);
  });

  it("ends with the quotes that it began with, and is never looked for in comments and strings", () => {
    for (const name of ["string-of-name", "string-of-call", "string"]) {
      const { begin = "", end = "", contentName } = repository[name] ?? {};
      const group = Number(/^\\(\d)$/.exec(end)?.[1]);
      expect(begin.match(/(?<!\\)\((?!\?)/g), name).toHaveLength(group);
      expect(contentName).toBe("meta.embedded.block.dockerfile");
    }
    expect(injectionSelector).toContain("-comment -string");
  });
});
