import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { FailureError } from "../../client/src/failure.js";
import { formatEntry } from "../../client/src/logs/log-entry.js";
import { ownerOf, runnersOf, type Platform } from "../../client/src/logs/platform.js";
import { tailLogs } from "../../client/src/logs/tail-logs.js";
import { trustedAddress } from "../../client/src/fal-key.js";
import { KEY, startStandIn, type StandIn } from "./standin.js";

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
beforeEach(() => standIn.reset());
afterAll(() => standIn.stop());

function platform(key = KEY): Platform {
  const restAddress = `http://127.0.0.1:${String(standIn.port)}`;
  return { address: `${restAddress}/v1`, restAddress, key };
}

/** Follows logs until the test ends, and waits for lines. */
function follow(key?: string) {
  const lines: string[] = [];
  const losses: string[] = [];
  const abort = new AbortController();
  const ended = tailLogs({
    platform: platform(key),
    filter: { app_id: "me/demo" },
    since: new Date(Date.now() - 60_000),
    signal: abort.signal,
    onEntry: ({ message }) => lines.push(message),
    onLost: (reason) => losses.push(reason),
    firstPause: 20,
  });
  ended.catch(() => undefined);
  onTestFinished(() => {
    abort.abort();
  });
  return { lines, losses, ended, abort };
}

describe("the tail of an app's logs", () => {
  it("has the past, then what comes, of this app alone", async () => {
    await standIn.log({ app: "demo", message: "before" });
    await standIn.log({ app: "other", message: "not mine" });
    const { lines } = follow();
    await expect.poll(() => lines).toEqual(["before"]);
    await standIn.log({ app: "demo", message: "loading [b] 50%" });
    await expect.poll(() => lines).toEqual(["before", "loading [b] 50%"]);
  });

  it("goes on after the connection was lost, and tells no line twice", async () => {
    await standIn.log({ app: "demo", message: "one" });
    const { lines, losses } = follow();
    await expect.poll(() => lines).toEqual(["one"]);
    await standIn.cutStreams();
    await expect.poll(() => losses.length).toBeGreaterThan(0);
    await standIn.log({ app: "demo", message: "two" });
    await expect.poll(() => lines).toEqual(["one", "two"]);
  });

  it("goes on after an error of the server", async () => {
    await standIn.scenario({ rest_status: { "/v1/serverless/logs/stream": [503, { detail: "down" }] } });
    const { lines, losses } = follow();
    await expect.poll(() => losses).toContain("status 503");
    await standIn.scenario({ rest_status: {} });
    await standIn.log({ app: "demo", message: "up again" });
    await expect.poll(() => lines).toEqual(["up again"]);
  });

  it("ends when it is told to", async () => {
    const { ended, abort } = follow();
    await expect.poll(async () => (await standIn.state()).open_streams).toBe(1);
    abort.abort();
    await expect(ended).resolves.toBeUndefined();
  });

  it("ends where the key is refused", async () => {
    const error: unknown = await follow("kid:other").ended.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FailureError);
    expect((error as FailureError).failure).toMatchObject({
      kind: "refused-key",
      cause: "Invalid credentials",
      remedy: { kind: "set-key" },
    });
  });
});

describe("whose logs there are", () => {
  it("knows the account and its runners", async () => {
    expect(await ownerOf(platform())).toBe("me");
    expect(await runnersOf(platform())).toEqual([]);
  });

  it("says that a server is down", async () => {
    const down = { ...platform(), restAddress: "http://127.0.0.1:1" };
    await expect(ownerOf(down)).rejects.toMatchObject({ failure: { kind: "no-host", remedy: { kind: "retry" } } });
  });

  it("sends a key to no address in the clear", () => {
    expect(trustedAddress("fal.platform.address", "https://api.fal.ai/v1/")).toBe("https://api.fal.ai/v1");
    expect(trustedAddress("fal.platform.address", "http://localhost:7070")).toBe("http://localhost:7070");
    for (const address of ["http://api.fal.ai/v1", "http://127.0.0.1.example.org", "no address"])
      expect(() => trustedAddress("fal.platform.address", address)).toThrow(/must be an https address/);
  });
});

describe("a line of a log", () => {
  it("shows time, level and runner, without colours", () => {
    const entry = {
      timestamp: "2026-11-24T16:57:21.836123Z",
      level: "info",
      message: "\u001b[1mhi\u001b[0m\n",
      runner: "r1",
    };
    expect(formatEntry(entry)).toBe("16:57:21.836 info    r1: hi");
  });
});
