import { describe, expect, test } from "vitest";
import { documentApps } from "../../server/src/protocol.js";
import { connect } from "./session.js";

const URI = "file:///work/app.py";

const APPS = `import fal
from fal import App
from fastapi.responses import StreamingResponse


class Input(BaseModel):
    prompt: str


class Sdxl(fal.App, name="sdxl", keep_alive=300):
    machine_type = "GPU-A100"

    def setup(self):
        pass

    @fal.endpoint("/")
    def generate(self, input: Input) -> dict:
        return {}

    @fal.endpoint("/stream")
    async def stream(self, input: Input) -> StreamingResponse:
        return StreamingResponse(self.chunks(input))


class Text2Image(App):
    app_name = "own"


class Plain(Base):
    pass


class HTTPWorker(App):
    pass
`;

describe("the apps of a document", () => {
  test("are read from the text, without running it", async () => {
    const editor = await connect();
    editor.open(URI, APPS);
    const apps = await editor.connection.sendRequest(documentApps, { uri: URI });
    expect(apps).toEqual([
      {
        class: "Sdxl",
        name: "sdxl",
        range: editor.range(URI, "Sdxl"),
        options: { name: "sdxl", keep_alive: "300", machine_type: "GPU-A100" },
        endpoints: [
          { path: "/", method: "generate", streaming: false, input: "Input", range: editor.range(URI, "generate") },
          {
            path: "/stream",
            method: "stream",
            streaming: true,
            input: "Input",
            range: { start: { line: 20, character: 14 }, end: { line: 20, character: 20 } },
          },
        ],
      },
      {
        class: "Text2Image",
        name: "own",
        range: editor.range(URI, "Text2Image"),
        options: { app_name: "own" },
        endpoints: [],
      },
      {
        class: "HTTPWorker",
        name: "h-t-t-p-worker",
        range: editor.range(URI, "HTTPWorker"),
        options: {},
        endpoints: [],
      },
    ]);
  });

  test("are none in a document that is not open, and in one without fal", async () => {
    const editor = await connect({ loadEngine: () => Promise.reject(new Error("loaded")) });
    editor.open(URI, "class App(Base):\n    pass\n");
    expect(await editor.connection.sendRequest(documentApps, { uri: URI })).toEqual([]);
    expect(await editor.connection.sendRequest(documentApps, { uri: "file:///else.py" })).toEqual([]);
  });
});
