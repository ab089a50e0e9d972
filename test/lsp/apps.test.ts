import { describe, expect, test } from "vitest";
import { documentApps } from "../../server/src/protocol.js";
import { connect } from "./session.js";

const URI = "file:///work/app.py";

const APPS = `import fal
from typing import Annotated, Any, Literal, Optional
from fal import App
from pydantic import BaseModel, ConfigDict, Field
from fastapi.responses import StreamingResponse


class Point(BaseModel):
    x: int


class Shared(BaseModel):
    seed: int | None = None


class Input(Shared):
    model_config = ConfigDict(strict=True)

    prompt: str
    steps: Annotated[int, Field(ge=1)] = Field(default=20, le=50, description="How many")
    scale: int | float = 7.5
    style: Literal["plain", "vivid"] = "plain"
    points: list[Point] = []
    weights: dict[str, float] = Field(default_factory=dict)
    from_: Optional[str] = Field(None, alias="from")
    anything: Any = None
    other: Unknown
    _private: int = 1

    def helper(self): ...


class Sdxl(fal.App, name="sdxl", keep_alive=300):
    machine_type = "GPU-A100"

    def setup(self):
        pass

    @fal.endpoint("/")
    def generate(self, input: Input) -> dict:
        return {}

    @fal.endpoint("/stream")
    async def stream(self, input: Annotated[Input, WrapValidator(read_input)]) -> StreamingResponse:
        return StreamingResponse(self.chunks(input))


class Text2Image(App):
    app_name = "own"


class Plain(Base):
    pass


class HTTPWorker(App):
    pass
`;

const SCHEMA = {
  title: "Input",
  type: "object",
  properties: {
    seed: { title: "Seed", anyOf: [{ type: "integer" }, { type: "null" }], default: null },
    prompt: { title: "Prompt", type: "string" },
    steps: { title: "Steps", type: "integer", minimum: 1, maximum: 50, description: "How many", default: 20 },
    scale: { title: "Scale", anyOf: [{ type: "integer" }, { type: "number" }], default: 7.5 },
    style: { title: "Style", type: "string", enum: ["plain", "vivid"], default: "plain" },
    points: {
      title: "Points",
      type: "array",
      items: { title: "Point", type: "object", properties: { x: { title: "X", type: "integer" } }, required: ["x"] },
      default: [],
    },
    weights: { title: "Weights", type: "object", additionalProperties: { type: "number" } },
    from: { title: "From", anyOf: [{ type: "string" }, { type: "null" }], default: null },
    anything: { title: "Anything", default: null },
    other: { title: "Other" },
  },
  required: ["prompt", "other"],
};

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
          {
            path: "/",
            method: "generate",
            streaming: false,
            input: "Input",
            schema: SCHEMA,
            range: editor.range(URI, "generate"),
          },
          {
            path: "/stream",
            method: "stream",
            streaming: true,
            input: "Input",
            schema: SCHEMA,
            range: editor.range(URI, "stream(self", "stream"),
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
