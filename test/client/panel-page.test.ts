import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type {
  Answer,
  Endpoint,
  Field,
  JsonValue,
  Message,
  PanelState,
  ToExtension,
  ToPage,
} from "../../client/webview/protocol.js";
import { launchChromium } from "../../scripts/editor/chromium.js";

/** The page as it is shipped, in a real browser; the test plays the extension. */
let browser: Browser;
let script: string;

beforeAll(async () => {
  const entryPoints = ["client/webview/panel.ts"];
  const [built] = await Promise.all([
    build({ entryPoints, bundle: true, write: false, format: "iife", target: "es2022" }),
    launchChromium().then((launched) => (browser = launched)),
  ]);
  script = built.outputFiles[0]?.text ?? "";
});
afterAll(() => browser.close());

describe("the endpoint panel", () => {
  it("sends what was entered, and leaves out what was not", async () => {
    const panel = await open(state());
    await panel.page.getByLabel("Prompt", { exact: true }).fill("a cat");
    await panel.page.getByLabel("Steps", { exact: true }).fill("4");
    await panel.page.getByRole("button", { name: "Send", exact: true }).click();
    expect(panel.sent()).toEqual({ path: "/", body: { prompt: "a cat", steps: 4 } });
    await panel.page.getByLabel("Send Steps").uncheck();
    await panel.page.getByRole("button", { name: "Send", exact: true }).click();
    expect(panel.sent()).toEqual({ path: "/", body: { prompt: "a cat" } });
  });

  it("is filled, sent and cancelled with the keyboard alone", async () => {
    const panel = await open(state());
    await panel.tabTo("Prompt");
    await panel.page.keyboard.type("hello");
    await panel.tabTo("Fast");
    await panel.page.keyboard.press("Space");
    await panel.page.keyboard.press("Control+Enter");
    expect(panel.sent()).toEqual({ path: "/", body: { prompt: "hello", fast: true } });
    await panel.post("started", { id: 1 });
    await panel.tabTo("Cancel");
    await panel.page.keyboard.press("Enter");
    expect(panel.messages().at(-1)?.name).toBe("cancel");
  });

  it("does not send what the app cannot take, and says why at the field", async () => {
    const panel = await open(state());
    await panel.page.getByLabel("Steps", { exact: true }).fill("99");
    await panel.page.getByLabel("Extra", { exact: true }).fill("{not json");
    await panel.page.getByRole("button", { name: "Send", exact: true }).click();
    expect(panel.sent()).toBeUndefined();
    expect(await panel.page.locator(".error:not(:empty)").allTextContents()).toEqual([
      "At most 50",
      "This is not JSON yet: texts need quotes",
    ]);
    expect(await panel.page.locator("[aria-invalid=true]").count()).toBe(2);
    expect(await panel.focused()).toBe("Steps");
  });

  it("shows form and JSON as two views of one body, and keeps unknown keys", async () => {
    const panel = await open(state());
    await panel.page.getByRole("button", { name: "Edit as JSON" }).click();
    const json = panel.page.getByLabel("Body as JSON");
    await json.fill('{"mine": [1], "prompt": "x", "size": "large"}');
    await panel.page.getByRole("button", { name: "Edit as Form" }).click();
    expect(await panel.page.getByLabel("Size", { exact: true }).inputValue()).toBe("large");
    await panel.page.getByLabel("Prompt", { exact: true }).fill("y");
    await panel.page.getByRole("button", { name: "Send", exact: true }).click();
    expect(panel.sent()).toEqual({ path: "/", body: { mine: [1], prompt: "y", size: "large" } });
  });

  it("sends a chosen file in the form its field wants", async () => {
    const panel = await open(state());
    const file = { name: "cat.png", mimeType: "image/png", buffer: Buffer.from("picture") };
    await panel.page.locator("input[type=file]").setInputFiles(file);
    await panel.page.getByText("cat.png · 7 B").waitFor();
    await panel.page.getByRole("button", { name: "Send", exact: true }).click();
    expect(panel.sent()?.body).toEqual({ prompt: "", image: file.buffer.toString("base64") });
    await panel.page.getByLabel("How the file is sent").selectOption("data-uri");
    await panel.page.locator("input[type=file]").setInputFiles({ ...file, name: "dog.png" });
    await panel.page.getByText("dog.png · 7 B").waitFor();
    await panel.page.getByRole("button", { name: "Send", exact: true }).click();
    expect(panel.sent()?.body).toEqual({
      prompt: "",
      image: `data:image/png;base64,${file.buffer.toString("base64")}`,
    });
  });

  it("marks the fields that the app refused", async () => {
    const panel = await open(state());
    const fieldErrors = [{ field: "steps", message: "Input should be a valid integer" }];
    await panel.post("answer", { id: 1, answer: { ...answer, status: 422, ok: false, error: "No.", fieldErrors } });
    expect(
      await panel.page.locator(".row", { hasText: "Input should be a valid integer" }).locator("label").innerText(),
    ).toBe("Steps");
    expect(await panel.page.getByText("Failed · 422").count()).toBe(1);
  });

  it("shows a picture, a sound and text as what they are, and markup as text", async () => {
    const panel = await open(state());
    const media = [
      { at: "image.url", kind: "image", source: `data:image/png;base64,${png}` },
      { at: "audio", kind: "audio", source: "data:audio/wav;base64,UklGRg==" },
    ] as const;
    await panel.post("answer", { id: 1, answer: { ...answer, text: '{"a": "<img src=x onerror=alert(1)>"}', media } });
    const image = panel.page.getByAltText("Image at image.url");
    await expect.poll(() => image.evaluate((shown: { naturalWidth: number }) => shown.naturalWidth)).toBe(1);
    expect(await panel.page.getByLabel("Audio at audio").count()).toBe(1);
    expect(await panel.page.getByLabel("Answer as JSON").innerText()).toContain("<img src=x");
    expect(await panel.page.locator("img").count()).toBe(2);
  });

  it("shows no old answer while the app of the next request starts", async () => {
    const panel = await open(state({ phase: "stopped" }));
    await panel.post("answer", { id: 1, answer });
    expect(await panel.page.getByText("OK · 200").isVisible()).toBe(true);
    await panel.page.getByRole("button", { name: "Run and Send" }).click();
    expect(await panel.page.getByText("OK · 200").isVisible()).toBe(false);
    await panel.post("started", { id: 2 });
    expect(await panel.page.getByText("Waiting for the answer…").isVisible()).toBe(true);
  });

  it("shows the events of a stream as they come", async () => {
    const panel = await open(state());
    await panel.post("started", { id: 1 });
    for (const index of [0, 1]) await panel.post("event", { id: 1, index, data: { index }, media: [] });
    expect(await panel.page.locator(".event code").allTextContents()).toEqual(['{"index":0}', '{"index":1}']);
    expect(await panel.page.getByRole("button", { name: "Send", exact: true }).isDisabled()).toBe(true);
    await panel.post("answer", { id: 1, answer: { ...answer, kind: "stream" } });
    expect(await panel.page.locator(".event").count()).toBe(2);
    expect(await panel.page.getByRole("button", { name: "Send", exact: true }).isDisabled()).toBe(false);
  });

  it("keeps what was typed when the state comes anew, and when the page was hidden", async () => {
    const panel = await open(state());
    await panel.page.getByLabel("Prompt", { exact: true }).fill("typed");
    await panel.post("state", state({ phase: "starting" }));
    expect(await panel.page.getByLabel("Prompt", { exact: true }).inputValue()).toBe("typed");
    expect(await panel.focused()).toBe("Prompt");
    const again = await open(state(), await panel.saved());
    expect(await again.page.getByLabel("Prompt", { exact: true }).inputValue()).toBe("typed");
  });

  it("takes the sample beside the app, and a request of the history", async () => {
    const sample = { prompt: "sample", steps: 2 };
    const panel = await open(state({ endpoints: [{ ...endpoint, sample }], history: [entry] }));
    expect(await panel.page.getByLabel("Prompt", { exact: true }).inputValue()).toBe("sample");
    await panel.page.getByText("History (1)").click();
    await panel.page.getByTitle("Put this request back into the form").click();
    expect(panel.messages().at(-1)).toEqual({ name: "repeat", payload: { entry: 7 } });
    await panel.post("fill", { path: "/", body: { prompt: "old" } });
    expect(await panel.page.getByLabel("Prompt", { exact: true }).inputValue()).toBe("old");
    expect(await panel.page.getByLabel("Send Steps").isChecked()).toBe(false);
  });

  it("says a failure with its cause and the one button that helps", async () => {
    const failure = { message: "`setup()` of `Demo` failed.", cause: "RuntimeError: gone", remedy: "Show Place" };
    const panel = await open(state({ phase: "stopped", failure }));
    expect(await panel.page.getByRole("alert").innerText()).toMatch(/failed\.\s+RuntimeError: gone\s+Show Place/);
    await panel.page.getByRole("button", { name: "Show Place" }).click();
    expect(panel.messages().at(-1)?.name).toBe("remedy");
    expect(await panel.page.getByRole("button", { name: "Run and Send" }).count()).toBe(1);
  });

  it("offers to migrate where there is no app, and nothing where the workspace is not trusted", async () => {
    const panel = await open(state({ app: undefined, endpoints: [] }));
    await panel.page.getByRole("button", { name: "Migrate to a fal App" }).click();
    expect(panel.messages().at(-1)?.name).toBe("migrate");
    await panel.post("state", state({ trusted: false }));
    expect(await panel.page.getByRole("button").and(panel.page.locator(":visible")).count()).toBe(0);
  });
});

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

const answer: Answer = {
  kind: "json",
  status: 200,
  ok: true,
  duration: 12,
  size: 34,
  text: "",
  media: [],
  fieldErrors: [],
  error: undefined,
};

const entry = { id: 7, path: "/", at: "2026-01-02T03:04:05Z", status: 200, ok: true, duration: 5, summary: "{}" };

const fields: readonly Field[] = [
  field("prompt", { required: true, control: { kind: "multiline" } }),
  field("steps", { default: 3, control: { kind: "number", integer: true, minimum: 1, maximum: 50 } }),
  field("size", { default: "small", control: { kind: "choice", options: ["small", "large"] } }),
  field("fast", { default: false, control: { kind: "boolean" } }),
  field("image", { nullable: true, control: { kind: "file", media: "image", form: "base64" } }),
  field("extra", { nullable: true, control: { kind: "json" } }),
];

const endpoint: Endpoint = { path: "/", streaming: false, fields, sample: undefined };

function field(name: string, given: Partial<Field>): Field {
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  const rest = { description: undefined, required: false, nullable: false, control: { kind: "text" } } as const;
  return { name, label, default: undefined, example: undefined, ...rest, ...given };
}

function state(given: Partial<PanelState> = {}): PanelState {
  const app = { key: "app", class: "Demo", file: "app.py", address: "http://127.0.0.1:1" };
  const rest = { failure: undefined, history: [], trusted: true, endpoints: [endpoint] };
  return { app, phase: "running", ...rest, ...given };
}

interface OpenPanel {
  readonly page: Page;
  readonly post: <Name extends keyof ToPage>(name: Name, payload: ToPage[Name]) => Promise<void>;
  readonly messages: () => readonly Message<ToExtension>[];
  /** The last request. */
  readonly sent: () => { readonly path: string; readonly body: JsonValue } | undefined;
  readonly saved: () => Promise<unknown>;
  readonly focused: () => Promise<string>;
  readonly tabTo: (name: string) => Promise<void>;
}

async function open(first: PanelState, saved?: unknown): Promise<OpenPanel> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const messages: Message<ToExtension>[] = [];
  await page.exposeFunction("toExtension", (message: Message<ToExtension>) => void messages.push(message));
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>panel</title><body data-texts="{}"></body></html>`);
  await page.addScriptTag({ content: `let kept = ${JSON.stringify(saved ?? null)}; ${editorInPage}` });
  await page.addScriptTag({ content: script });
  const post: OpenPanel["post"] = async (name, payload) => {
    const data = JSON.stringify({ name, payload });
    await page.evaluate(`dispatchEvent(new MessageEvent("message", { data: ${data} }))`);
  };
  await post("state", first);
  const focused = (): Promise<string> => page.evaluate(nameOfFocused);
  const sends = () => messages.flatMap((message) => (message.name === "send" ? [message.payload] : []));
  return {
    page,
    post,
    focused,
    messages: () => messages,
    sent: () => sends().at(-1),
    saved: () => page.evaluate("kept"),
    async tabTo(name) {
      for (let presses = 0; presses < 40; presses += 1) {
        if ((await focused()) === name) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`${name} cannot be reached by keyboard`);
    },
  };
}

/** What VS Code gives to a webview. */
const editorInPage = `
globalThis.acquireVsCodeApi = () => ({
  postMessage: (message) => toExtension(message),
  getState: () => kept ?? undefined,
  setState: (state) => { kept = state; },
});`;

const nameOfFocused = `(() => {
  const focused = document.activeElement;
  return focused?.getAttribute("aria-label") ?? focused?.labels?.[0]?.textContent ?? focused?.textContent ?? "";
})()`;
