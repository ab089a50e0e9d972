import { defineConfig } from "vitest/config";

/** The layers that run in Node; `test/vscode` runs inside the editor and is started by scripts/test.ts. */
const layers = {
  unit: { include: ["test/**/*.test.ts"], exclude: ["test/{bundle,proof,vscode}/**"], testTimeout: 60_000 },
  bundle: { include: ["test/bundle/**/*.test.ts"], exclude: [], testTimeout: 60_000 },
  proof: { include: ["test/proof/**/*.test.ts"], exclude: [], testTimeout: 300_000 },
};

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    projects: Object.entries(layers).map(([name, layer]) => ({ test: { name, hookTimeout: 120_000, ...layer } })),
  },
});
