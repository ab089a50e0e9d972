import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../../server/src/migration/engine.js";
import type { Json } from "../../server/src/proof/json.js";
import { requestsOf } from "../../server/src/proof/requests.js";
import { loadGrammar } from "../environment/workspace.js";
import { root, testBench, type TestBench } from "./sides.js";
import { FolderWorkspace } from "./worker-folder.js";

let forked: TestBench;
let served: TestBench;

beforeAll(async () => {
  await loadGrammar();
  [forked, served] = [await testBench("forked"), await testBench("served")];
}, 600_000);

afterAll(async () => {
  await Promise.all([forked.stop(), served.stop()]);
});

const limits = { loadSeconds: 60, requestSeconds: 15 };

/** A file of a newer style, one of its routes, bodies for it, and what the first of them is answered. */
const ROUTES: readonly (readonly [folder: string, path: string, bodies: readonly Json[], first: Json])[] = [
  ["flash-routes", "/upper", [{ text: "one" }, { text: "two" }], { text: "ONE" }],
  ["apps-api", "/bump", [{ step: 3 }, { step: 4 }], { count: 3 }],
  ["load-balancer", "/upper", [{ text: "one" }, {}], { text: "ONE" }],
  ["load-balancer-lifespan", "/generate", [{ text: "a" }, { text: "" }], { text: "<a><a>" }],
];

describe("a route answers as deployed, and under `fal run --local`, as it does in its file", () => {
  it.each(ROUTES)("%s %s", { timeout: 120_000 }, async (name, path, bodies, first) => {
    const { changed } = migrate(new FolderWorkspace(join(root, "test/idioms", name), name));
    const [file] = changed;
    expect(file).toBeDefined();
    if (file === undefined) return;
    const task = { file: file.path, files: { [file.path]: file.text }, path, requests: requestsOf(bodies), limits };
    const plain = await forked.sides.fresh.run(task);
    const others = [await forked.sides.fresh.run({ ...task, pickled: true }), await served.sides.fresh.run(task)];
    expect(plain.answers[0]?.body).toEqual({ json: first });
    for (const { answers, log } of others)
      expect(
        answers.map(({ status, body }) => ({ status, body })),
        log,
      ).toEqual(plain.answers.map(({ status, body }) => ({ status, body })));
  });
});
