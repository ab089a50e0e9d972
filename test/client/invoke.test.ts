import { describe, expect, it, onTestFinished } from "vitest";
import { invoke, type Outcome } from "../../client/src/invoke/invoke.js";
import { freePorts } from "../../client/src/local/free-ports.js";
import { startUploader } from "../../client/src/local/uploader.js";
import type { JsonValue, Media } from "../../client/webview/protocol.js";
import { runApp } from "./fal.js";

const app = `
import base64, io, json, struct, time, wave
import fal
from fal.toolkit import Image
from fastapi import HTTPException, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

class Inner(BaseModel):
    weight: float

class Input(BaseModel):
    steps: int = Field(default=1, le=5)
    inner: list[Inner] = []

def sound():
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
        file.writeframes(struct.pack("<200h", *range(200)))
    return buffer.getvalue()

class Demo(fal.App):
    @fal.endpoint("/")
    def run(self, input: Input) -> dict:
        from PIL import Image as Picture
        image = Image.from_pil(Picture.new("RGB", (8, 8), "red"), format="png")
        return {"steps": input.steps, "images": [image.model_dump()], "audio": base64.b64encode(sound()).decode()}

    @fal.endpoint("/refuse")
    def refuse(self, input: Input) -> dict:
        raise HTTPException(status_code=400, detail="no such voice")

    @fal.endpoint("/raise")
    def fail(self, input: Input) -> dict:
        raise ValueError("secret of the log")

    @fal.endpoint("/wav")
    def wav(self, input: Input) -> Response:
        return Response(sound(), media_type="audio/wav")

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events():
            for number in range(input.steps):
                yield f"data: {json.dumps({'number': number, 'text': 'grüß [b]'})}\\n\\n"
            if input.steps == 5:
                yield f"data: {json.dumps({'error': 'out of steps'})}\\n\\n"
        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/slow")
    def slow(self, input: Input) -> dict:
        time.sleep(30)
        return {}
`;

interface Called extends Outcome {
  readonly events: readonly JsonValue[];
}

describe("calling an app that the real fal serves", () => {
  it("answers of every kind", async () => {
    const call = await served();

    const { answer } = await call("/", { steps: 2 });
    expect(answer).toMatchObject({ kind: "json", status: 200, ok: true, error: undefined });
    expect(answer.media.map(place)).toEqual([
      ["images[0].url", "image", "data:image/png;base64,iVBOR"],
      ["audio", "audio", "data:audio/wav;base64,UklGR"],
    ]);
    expect(answer.text).toContain('"steps": 2');
    expect(answer.text).toMatch(/"audio": "UklGR[^"]{50,}… \(\d+ characters\)"/);

    const refused = (await call("/", { steps: 9, inner: [{}] })).answer;
    expect(refused).toMatchObject({ status: 422, ok: false, error: "The app does not accept this input." });
    expect(refused.fieldErrors).toEqual([
      { field: "steps", message: "Input should be less than or equal to 5" },
      { field: "inner", message: "0.weight: Field required" },
    ]);

    expect((await call("/refuse", {})).answer).toMatchObject({ status: 400, ok: false, error: "no such voice" });
    expect((await call("/raise", {})).answer.error).toMatch(/raised an exception; its output has the traceback/);
    expect((await call("/wav", {})).answer).toMatchObject({ kind: "binary", media: [{ kind: "audio" }] });
    expect((await call("/nowhere", {})).answer).toMatchObject({ status: 404, error: "Path /nowhere not found" });
  });

  it("streams as they come, and says when one ends with an error", async () => {
    const call = await served();
    const { answer, events, raw } = await call("/stream", { steps: 3 });
    expect(events).toEqual([0, 1, 2].map((number) => ({ number, text: "grüß [b]" })));
    expect(answer).toMatchObject({ kind: "stream", ok: true, error: undefined });
    expect(raw.split("\n").map((line) => JSON.parse(line) as unknown)).toEqual(events);
    expect((await call("/stream", { steps: 5 })).answer).toMatchObject({
      status: 200,
      ok: false,
      error: "out of steps",
    });
  });

  it("ends when it is cancelled, and says so", async () => {
    const call = await served();
    const cancel = new AbortController();
    const pending = call("/slow", {}, cancel.signal);
    cancel.abort();
    expect((await pending).answer).toMatchObject({ kind: "stopped", ok: false, error: "Cancelled." });
  });

  it("says when nobody answers", async () => {
    const [port = 0] = await freePorts(1);
    const { answer } = await post(`http://127.0.0.1:${port}`, "/", {});
    expect(answer).toMatchObject({ kind: "unreachable", status: 0, ok: false });
    expect(answer.error).toMatch(/did not answer: .*ECONNREFUSED/);
  });
});

type Call = (path: string, body: JsonValue, signal?: AbortSignal) => Promise<Called>;

async function served(): Promise<Call> {
  const uploader = await startUploader();
  onTestFinished(() => uploader?.close());
  const running = await runApp(app, uploader === undefined ? {} : { uploader });
  await running.app.ready;
  return (path, body, signal) => post(running.app.address, path, body, signal);
}

async function post(
  address: string,
  path: string,
  body: JsonValue,
  signal = new AbortController().signal,
): Promise<Called> {
  const events: JsonValue[] = [];
  const onEvent = (index: number, data: JsonValue): void => {
    events[index] = data;
  };
  return { ...(await invoke({ address, path, body, signal, onEvent })), events };
}

function place({ at, kind, source }: Media): readonly string[] {
  return [at, kind, source.slice(0, source.indexOf(",") + 6)];
}
