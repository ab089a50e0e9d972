import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/environments.js";
import { folderWith, runApp } from "./fal.js";

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = Object.entries(
  JSON.parse(readFileSync("snippets/fal.json", "utf8")) as Readonly<Record<string, Snippet>>,
);
const skeletons = snippets.filter(([, { prefix }]) => prefix.startsWith("fal-app"));

/** What a person has who takes every placeholder as it is offered. */
function accepted({ body }: Snippet): string {
  return body
    .join("\n")
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replace(/\$\{\d+:([^{}]*)\}/g, "$1")
    .replace(/\$\d+/g, "");
}

/** The skeletons give one input to each of their endpoints and take any answer but a failure. */
const requests: Readonly<Record<string, readonly [path: string, answer: RegExp]>> = {
  "fal-app": ["/", /^\{"text":"HI THERE"\}$/],
  "fal-app-image": ["/", /^\{"image":\{"url":"data:image|^\{"image":\{.*"content_type":"image/],
  "fal-app-stream": ["/stream", /^data: \{"text": "hi"\}\n\ndata: \{"text": "there"\}\n\n$/],
};

describe("the snippets", () => {
  it("have a prefix of their own and a description", () => {
    const prefixes = snippets.map(([, { prefix }]) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const [, { prefix, description }] of snippets) {
      expect(prefix).toMatch(/^fal-[a-z-]+$/);
      expect(description.length).toBeGreaterThan(20);
    }
  });

  it.each(snippets)("%s is Python", async (_, snippet) => {
    const { python } = await pythonEnvironment("fal");
    const text = accepted(snippet);
    const folder = folderWith({
      "part.py": snippet.prefix.startsWith("fal-app") ? text : `class App:\n    ${text.replaceAll("\n", "\n    ")}\n`,
    });
    await promisify(execFile)(python, ["-m", "py_compile", join(folder, "part.py")]);
  });

  it.each(skeletons)("%s is an app that fal runs and that answers", async (_, snippet) => {
    const { startUploader } = await import("../../client/src/local/uploader.js");
    const uploader = await startUploader();
    try {
      const options = uploader === undefined ? { class: "MyApp" } : { class: "MyApp", uploader };
      const { app } = await runApp(accepted(snippet), options);
      await app.ready;
      const [path, answer] = requests[snippet.prefix] ?? ["/", /^$/];
      const response = await fetch(app.address + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          prompt: "hi there",
          ...(snippet.prefix.endsWith("image") ? { width: 64, height: 64 } : {}),
        }),
      });
      expect(await response.text()).toMatch(answer);
      expect(response.status).toBe(200);
    } finally {
      await uploader?.close();
    }
  });
});
