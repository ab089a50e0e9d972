import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePorts } from "../../client/src/local/free-ports.js";
import { startUploader } from "../../client/src/local/uploader.js";
import { runApp } from "./fal.js";

const drawing = `
import fal
from fal.toolkit import Image
from pydantic import BaseModel

print("loaded [b]")

class Output(BaseModel):
    image: Image

class Demo(fal.App):
    def setup(self):
        print("set up")

    @fal.endpoint("/")
    def run(self) -> Output:
        from PIL import Image as Picture
        print("asked")
        return Output(image=Image.from_pil(Picture.new("RGB", (16, 8), "red"), format="png"))
`;

const silent = `
import fal, logging

class Demo(fal.App):
    def setup(self):
        logging.disable(logging.CRITICAL)

    @fal.endpoint("/")
    def run(self) -> str:
        return "x"
`;

const stubborn = `
import fal, signal, subprocess, sys

class Demo(fal.App):
    def setup(self):
        helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print("helper", helper.pid)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        import time; time.sleep(600)

    @fal.endpoint("/")
    def run(self) -> str:
        return "x"
`;

describe("an app on this machine", () => {
  it("answers, and its image has an address that can be opened without a key", async () => {
    const uploader = await startUploader();
    onTestFinished(() => uploader?.close());
    const { app, lines } = await runApp(drawing, uploader === undefined ? {} : { uploader });
    await app.ready;
    const answer = (await (await fetch(app.address, { method: "POST" })).json()) as { image: { url: string } };
    expect(answer.image.url).toMatch(new RegExp(`^${uploader?.address ?? ""}/u1/`));
    const image = await fetch(answer.image.url);
    expect(image.headers.get("content-type")).toBe("image/png");
    expect([...new Uint8Array(await image.arrayBuffer())].slice(1, 4)).toEqual([...Buffer.from("PNG")]);
    expect(lines).toEqual(expect.arrayContaining(["loaded [b]", "set up", "asked"]));
    expect(lines.join("\n")).not.toContain("Python packages installed");
  });

  it("ends when it is asked to, without a failure", async () => {
    const { app } = await runApp(drawing);
    await app.ready;
    await app.stop();
    expect(await app.ended).toBeUndefined();
    await expect(fetch(`${app.address}/health`)).rejects.toThrow();
  });

  it("is ended with all that it started where it does not listen", async () => {
    const { app, lines } = await runApp(stubborn);
    const helper = await seen(lines, /^helper (\d+)$/);
    await app.stop();
    expect(await app.ended).toBeUndefined();
    await expect.poll(() => isAlive(helper)).toBe(false);
  });
});

describe("readiness", () => {
  it("is not what somebody else answers who holds the port", async () => {
    const squatter = createServer((_, response) => response.end("{}")).listen(0);
    await once(squatter, "listening");
    onTestFinished(() => {
      squatter.close();
    });
    const [metrics = 0] = await freePorts(1);
    const { app } = await runApp(drawing, { ports: [(squatter.address() as AddressInfo).port, metrics] });
    await expect(app.ready).rejects.toMatchObject({ failure: { kind: "port-busy" } });
  });

  it("does not depend on what the app logs", async () => {
    const { app, lines } = await runApp(silent);
    await app.ready;
    expect(lines.join("\n")).not.toContain("Uvicorn running");
    expect(await (await fetch(app.address, { method: "POST" })).json()).toBe("x");
  });
});

/** Whether a process still runs; one that has ended and that nobody has asked about yet does not. */
function isAlive(pid: string): boolean {
  return /^[^Z\s]/.test(spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).stdout);
}

/** Waits for a line of the app; the test's own time limit is the deadline. */
async function seen(lines: readonly string[], pattern: RegExp): Promise<string> {
  for (;;) {
    const found = lines.map((line) => pattern.exec(line)?.[1]).find((group) => group !== undefined);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
