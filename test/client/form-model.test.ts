import { beforeAll, describe, expect, it } from "vitest";
import { endpointsOfDocument } from "../../client/src/invoke/endpoints.js";
import type { Endpoint, Field } from "../../client/webview/protocol.js";
import { openApiOf } from "./openapi.js";

/** One line per field: its Python, and what the form makes of it. */
const fields: readonly (readonly [python: string, expected: Partial<Field>])[] = [
  ["prompt: str", { label: "Prompt", required: true, control: { kind: "multiline" } }],
  [
    'name: str = Field(default="x", min_length=1, max_length=8, description="Who asks")',
    { default: "x", description: "Who asks", control: { kind: "text", minLength: 1, maxLength: 8 } },
  ],
  [
    "steps: int = Field(default=3, ge=1, le=50)",
    { default: 3, control: number({ integer: true, minimum: 1, maximum: 50 }) },
  ],
  [
    "strength: float = Field(default=0.5, gt=0, lt=1)",
    { control: number({ integer: false, exclusiveMinimum: 0, exclusiveMaximum: 1 }) },
  ],
  ["width: int = Field(default=512, multiple_of=8)", { control: number({ integer: true, step: 8 }) }],
  ["seed: int | None = None", { nullable: true, required: false, control: number({ integer: true }) }],
  ["fast: bool = False", { default: false, control: { kind: "boolean" } }],
  ['size: Literal["small", "large"] = "small"', { control: { kind: "choice", options: ["small", "large"] } }],
  ["mode: Mode = Mode.A", { default: "a", control: { kind: "choice", options: ["a", "b"] } }],
  ["level: Literal[1, 2] | None = None", { nullable: true, control: { kind: "choice", options: [1, 2] } }],
  ["image: str", { control: { kind: "file", media: "image", form: "base64" } }],
  ["image_url: str | None = None", { nullable: true, control: { kind: "file", media: "image", form: "data-uri" } }],
  ["image_size: str = '512x512'", { control: { kind: "text" } }],
  ["audio_base64: str", { control: { kind: "file", media: "audio", form: "base64" } }],
  ["mask: Image | None = None", { nullable: true, control: { kind: "file", media: "image", form: "object" } }],
  ["speech: Audio", { control: { kind: "file", media: "audio", form: "object" } }],
  ["anything: Any = None", { nullable: true, required: false, control: { kind: "json" } }],
  ["inner: Inner = Inner()", { label: "Inner", default: { weight: 1 }, control: { kind: "json" } }],
  ["tags: list[str] = []", { default: [], control: { kind: "json" } }],
  ["either: int | str = 1", { nullable: false, control: { kind: "json" } }],
  ['cat: str = Field(examples=["tabby"])', { example: "tabby", control: { kind: "text" } }],
];

const app = `
import enum
from typing import Any, Literal
import fal
from fal.toolkit import Audio, Image
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

class Mode(str, enum.Enum):
    A = "a"
    B = "b"

class Inner(BaseModel):
    """What is inside."""
    weight: float = 1.0

class Input(BaseModel):
${fields.map(([python]) => `    ${python}`).join("\n")}

class Small(BaseModel):
    text: str

class Demo(fal.App):
    @fal.endpoint("/zebra")
    def zebra(self, input: Small) -> dict:
        return {}

    @fal.endpoint("/")
    def run(self, input: Input) -> dict:
        return {}

    @fal.endpoint("/stream")
    def stream(self, input: Small) -> StreamingResponse:
        return StreamingResponse(iter(()))

    @fal.endpoint("/free")
    def free(self, input: dict) -> dict:
        return {}

    @fal.endpoint("/nothing")
    def nothing(self) -> dict:
        return {}
`;

describe("the form of an app, by the OpenAPI document of the real fal", () => {
  let endpoints: readonly Endpoint[] = [];
  beforeAll(async () => {
    endpoints = endpointsOfDocument(await openApiOf(app), { text: "from the sample" });
  });

  it.each(fields.map((field, index) => [...field, index] as const))("%s", (_, expected, index) => {
    expect(endpoint("/").fields?.[index]).toMatchObject(expected);
  });

  it("keeps the order of fal, and leaves out what nobody calls by hand", () => {
    expect(endpoints.map(({ path }) => path)).toEqual(["/", "/free", "/nothing", "/stream", "/zebra"]);
    expect(endpoint("/").fields?.map(({ name }) => name)).toEqual(fields.map(([python]) => python.split(":")[0]));
  });

  it("knows a stream, and has no form where there is no model", () => {
    expect(endpoints.filter(({ streaming }) => streaming).map(({ path }) => path)).toEqual(["/stream"]);
    expect(endpoint("/free").fields).toBeUndefined();
    expect(endpoint("/nothing").fields).toBeUndefined();
  });

  it("offers the sample where its required fields are in it", () => {
    expect(endpoint("/stream").sample).toEqual({ text: "from the sample" });
    expect(endpoint("/").sample).toBeUndefined();
  });

  function endpoint(path: string): Endpoint {
    return endpoints.find((each) => each.path === path) as Endpoint;
  }
});

function number(limits: object): Field["control"] {
  return { kind: "number", ...limits } as Field["control"];
}
