import { beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../server/src/migration/engine.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";

beforeAll(loadGrammar);

interface Case {
  readonly what: string;
  /** The handler's body and what stands above it. */
  readonly above?: string;
  readonly body: string;
  /** Lines of the app that uploads. */
  readonly lines: readonly string[];
}

const ENCODE = `def encode(image):
    buffer = io.BytesIO()
    image.save(buffer, format="JPEG")
    return base64.b64encode(buffer.getvalue()).decode("utf-8")


`;

const CASES: readonly Case[] = [
  {
    what: "bytes that are encoded in the answer",
    body: 'return {"image": base64.b64encode(draw(job["input"]["text"])).decode()}',
    lines: ['return Output(image=Image.from_bytes(draw(input.text), format="png"))', "    image: Image"],
  },
  {
    what: "a text that a function gives, under a key that speaks of base64",
    above: ENCODE,
    body: 'picture = draw(job["input"]["text"])\n    return {"image_base64": encode(picture), "seed": 1}',
    lines: ['image=Image.from_bytes(base64.b64decode(encode(picture)), format="jpeg")', "    image: Image"],
  },
  {
    what: "a data URL of sound",
    body: 'text = base64.b64encode(job["input"]["text"].encode()).decode()\n    return {"output": f"data:audio/mpeg;base64,{text}"}',
    lines: ['Audio.from_bytes(base64.b64decode(text), content_type="audio/mpeg")', "    output: Audio"],
  },
  {
    what: "a list that is filled",
    body: 'frames = []\n    for part in job["input"]["parts"]:\n        frames.append(base64.b64encode(draw(part)).decode())\n    return {"frames": frames}',
    lines: ['[Image.from_bytes(base64.b64decode(text), format="png") for text in frames]'],
  },
  {
    what: "bytes of which nothing is known",
    body: 'return base64.b64encode(job["input"]["text"].encode()).decode()',
    lines: ['return File.from_bytes(input.text.encode(), content_type="application/octet-stream")'],
  },
];

function workerOf({ above = "", body }: Case): string {
  return `import base64\nimport io\n\nimport runpod\nfrom canvas import draw\n\n\n${above}def handler(job):\n    ${body}\n\n\nrunpod.serverless.start({"handler": handler})\n`;
}

describe("base64 in answers", () => {
  test.each(CASES)("is uploaded where somebody chose that: $what", (given) => {
    const { changed, files } = migrate(workspaceOf({ "handler.py": workerOf(given) }), undefined, { media: "files" });
    for (const line of given.lines) expect(changed[0]?.text).toContain(line);
    expect(files[0]?.notes).toContainEqual(
      expect.objectContaining({ rule: "base64-answer", reason: expect.stringContaining("uploaded") as string }),
    );
  });

  test.each(CASES)("stays otherwise, and a note tells of the choice: $what", (given) => {
    const { changed, files } = migrate(workspaceOf({ "handler.py": workerOf(given) }));
    expect(changed[0]?.text).not.toContain("fal.toolkit");
    expect(files[0]?.notes).toContainEqual(
      expect.objectContaining({ rule: "base64-answer", reason: expect.stringContaining("stays so") as string }),
    );
  });
});
