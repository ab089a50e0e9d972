import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/environments.js";
import { migrate } from "../../server/src/migration/engine.js";
import { loadGrammar } from "../environment/workspace.js";
import { packages, root } from "./sides.js";
import { FolderWorkspace } from "./worker-folder.js";

let python: string;

beforeAll(async () => {
  await loadGrammar();
  python = (await pythonEnvironment("fal", packages)).python;
}, 600_000);

/** A call of the old code (a function, or a method of a class), or an HTTP request, and where it goes on fal. */
interface Call {
  readonly old?: string;
  /** The method that is called on a new object before any other. */
  readonly first?: string;
  readonly method?: "GET" | "POST";
  readonly new: string;
  readonly input: unknown;
}

function answers(side: "old" | "new", text: string, calls: readonly Call[]): unknown {
  const program = join(root, "test/proof/newer_styles_program.py");
  const input = JSON.stringify({ text, calls });
  const { stdout, stderr } = spawnSync(python, ["-P", program, side], { input, encoding: "utf8", timeout: 120_000 });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  expect(last, stderr).not.toBe("");
  return JSON.parse(last);
}

const FILES: readonly (readonly [folder: string, calls: readonly Call[]])[] = [
  [
    "flash-class",
    [
      { old: "Counter.bump", new: "/", input: {} },
      { old: "Counter.bump", new: "/", input: { step: 4 } },
    ],
  ],
  [
    "flash-several",
    [
      { old: "draw", new: "/", input: { prompt: "a", steps: 2 } },
      { old: "draw", new: "/", input: { prompt: "a" } },
      { old: "draw", new: "/", input: {} },
      { old: "words", new: "/words", input: { text: "one two" } },
    ],
  ],
  [
    "flash-routes",
    [
      { old: "upper", new: "/upper", input: { text: "one" } },
      { old: "upper", new: "/upper", input: {} },
      { old: "languages", new: "/languages", input: {} },
    ].map((call) => (call.old === "upper" ? { ...call, input: { body: call.input } } : call)),
  ],
  [
    "apps-sdk",
    [
      { old: "count", new: "/", input: { text: "good morning", smallest: 5 } },
      { old: "count", new: "/", input: { text: "good morning" } },
    ],
  ],
  [
    "apps-api",
    [
      { old: "Counter.bump", first: "start", new: "/bump", input: { body: { step: 3 } } },
      { old: "Counter.bump", first: "start", new: "/bump", input: { body: {} } },
      { old: "Counter.value", first: "start", new: "/value", input: {} },
    ],
  ],
  [
    "load-balancer",
    [
      { method: "POST", new: "/upper", input: { text: "one" } },
      { method: "POST", new: "/upper", input: { text: 1 } },
    ],
  ],
  [
    "load-balancer-lifespan",
    [
      { method: "POST", new: "/generate", input: { text: "one" } },
      { method: "POST", new: "/generate", input: { text: "one", size: 3 } },
      { method: "POST", new: "/generate", input: { text: "one", size: 0 } },
      { method: "POST", new: "/generate", input: { text: "" } },
      { method: "GET", new: "/stats?verbose=true", input: {} },
    ],
  ],
];

describe("a file of a newer style answers on fal as it did", () => {
  it.each(FILES)("%s", (name, calls) => {
    const folder = join(root, "test/idioms", name);
    const [file = ""] = readdirSync(folder).filter((entry) => entry.endsWith(".py"));
    const { changed } = migrate(new FolderWorkspace(folder, name));
    const old = answers("old", readFileSync(join(folder, file), "utf8"), calls);
    // The body of a route is the argument itself.
    const sent = calls.map((call) => {
      const { input } = call;
      return typeof input === "object" && input !== null && "body" in input ? { ...call, input: input.body } : call;
    });
    expect(answers("new", changed[0]?.text ?? "", sent)).toEqual(old);
  });
});
