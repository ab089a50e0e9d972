import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deployApp, deployEnvironment } from "../../client/src/deploy/deploy-app.js";
import { readDeployment } from "../../client/src/deploy/deploy-output.js";
import { FailureError, type Failure } from "../../client/src/failure.js";
import { folderWith, realFal } from "./fal.js";
import { KEY, startStandIn, type StandIn } from "./standin.js";

const endpoint = '    @fal.endpoint("/")\n    def run(self) -> str:\n        return "x"\n';
const app = `import fal\nclass Demo(fal.App):\n    app_name = "demo"\n${endpoint}`;

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
beforeEach(() => standIn.reset());
afterAll(() => standIn.stop());

interface Attempt {
  readonly text?: string;
  readonly key?: string | undefined;
  readonly silenceTimeout?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Cancels when a line says this. */
  readonly cancelAt?: RegExp;
}

async function deploy({ text = app, key = KEY, silenceTimeout = 20_000, env = {}, cancelAt }: Attempt) {
  const lines: string[] = [];
  const stages: string[] = [];
  const abort = new AbortController();
  const deployment = deployApp({
    python: await realFal(),
    file: join(folderWith({ "app.py": text }), "app.py"),
    class: "Demo",
    env: deployEnvironment({ ...standIn.env, ...env }, key === "" ? undefined : key),
    silenceTimeout,
    signal: abort.signal,
    onLine(line) {
      lines.push(line);
      if (cancelAt?.test(line) === true) abort.abort();
    },
    onStage: (stage) => stages.push(stage),
  });
  return { deployment, lines, stages };
}

async function failureOf(attempt: Attempt): Promise<Failure> {
  const { deployment, lines } = await deploy(attempt);
  const error: unknown = await deployment.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FailureError)) throw new Error(`no failure was told:\n${lines.join("\n")}`, { cause: error });
  return error.failure;
}

describe("a deployment by the real fal", () => {
  it("ends with the addresses of the app", async () => {
    const { deployment, lines, stages } = await deploy({});
    const { app: name, playground, sync, queue, logs } = (await deployment) ?? readDeployment([]);
    expect(stages).toEqual(expect.arrayContaining(["loading", "building", "starting"]));
    expect(name).toBe("demo");
    expect(sync, lines.join("\n")).toEqual([expect.stringMatching(/^https?:\S+\/me\/demo\/$/)]);
    expect(queue).toEqual([expect.stringMatching(/^https?:\S+\/me\/demo\/$/)]);
    expect(playground).toMatch(/^https?:\S+/);
    expect(logs).toMatch(/^https?:\S+/);
    expect(Object.keys((await standIn.state()).apps)).toEqual(["demo"]);
    expect(lines.join("\n")).not.toContain("\u001b");
  });

  it("can be cancelled", async () => {
    await standIn.scenario({ build_delay: 60 });
    const { deployment } = await deploy({ cancelAt: /^Deploying '/ });
    expect(await deployment).toBeUndefined();
    expect((await standIn.state()).apps).toEqual({});
  });
});

type Told = readonly [kind: string, message: RegExp, cause: RegExp | undefined, remedy: string];

const failures: Readonly<Record<string, readonly [Attempt, scenario: Readonly<Record<string, unknown>>, ...Told]>> = {
  "no key": [{ key: "" }, {}, "no-key", /no valid API key/, undefined, "set-key"],
  "a key without a colon": [{ key: "broken" }, {}, "no-key", /no valid API key/, undefined, "set-key"],
  "a wrong key": [{ key: "kid:other" }, {}, "refused-key", /refused the API key/, /^Invalid credentials$/, "set-key"],
  "a server that is down": [
    { env: { FAL_GRPC_HOST: "localhost:1", FAL_REST_HOST: "localhost:1" } },
    {},
    "no-host",
    /could not be reached/,
    /^Connection refused/,
    "retry",
  ],
  "a server that says nothing": [
    { silenceTimeout: 6_000 },
    { delay: 120 },
    "silent",
    /said nothing for 6 seconds/,
    undefined,
    "retry",
  ],
  "a build that fails": [
    {},
    { build: "fail", build_logs: ["Resolving packages", "ERROR: No matching distribution found for torhc"] },
    "build-failed",
    /^The environment of `Demo` could not be built/,
    /No matching distribution found for torhc/,
    "show-output",
  ],
  "a build that the server refuses": [
    {},
    { build: "error" },
    "build-failed",
    /could not be built/,
    undefined,
    "show-output",
  ],
  "a build whose connection is lost": [{}, { build: "cut" }, "build-cut", /connection was lost/, undefined, "retry"],
  "a registration that is refused": [
    {},
    { register: "error" },
    "refused",
    /^fal refused to deploy `Demo`/,
    /^Application name is not valid$/,
    "show-output",
  ],
  "a registration that is not confirmed": [
    {},
    { register: "no_result" },
    "not-confirmed",
    /did not confirm/,
    undefined,
    "retry",
  ],
  "a name that makes no address": [
    {},
    { register: "no_urls" },
    "bad-name",
    /`app_name` may not be/,
    undefined,
    "show-output",
  ],
  "a global that cannot be sent": [
    {
      text: `import threading, fal\nlock = threading.local()\n${app.replace("import fal\n", "").replace('"x"', "str(lock)")}`,
    },
    {},
    "not-serialisable",
    /cannot be sent to fal/,
    /^TypeError: cannot pickle/,
    "show-output",
  ],
  "a package that is missing here": [
    { text: `import torch_nope\n${app}` },
    {},
    "package-missing",
    /^`torch_nope` is not installed/,
    undefined,
    "install",
  ],
  "a file that is not Python": [
    { text: "import fal\nclass Demo(fal.App)\n    pass\n" },
    {},
    "syntax-error",
    /line 2 is not Python/,
    undefined,
    "open-place",
  ],
};

describe("a deployment that fails says why", () => {
  it.each(Object.entries(failures))("%s", async (_, [attempt, scenario, kind, message, cause, remedy]) => {
    await standIn.scenario(scenario);
    const failure = await failureOf(attempt);
    expect(failure).toMatchObject({
      kind,
      message: expect.stringMatching(message) as string,
      remedy: { kind: remedy },
    });
    if (cause !== undefined) expect(failure.cause).toMatch(cause);
    expect(`${failure.message}${failure.cause ?? ""}`).not.toMatch(/Traceback|\n/);
  });
});
