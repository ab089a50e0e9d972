import { answersIndirectly } from "./answers.js";
import type { Weighted } from "./choices.js";
import type { Lines, Scene, Sketch } from "./sketch.js";

/** Something that a request makes beside its values: a file, an encoded picture, an upload. */
interface Product extends Weighted {
  readonly name: string;
  /** It differs from upload to upload, or becomes an upload, which text that holds it cannot tell. */
  readonly isAddress?: boolean;
  readonly make: (
    value: string,
    scene: Scene,
    /** The path of a file that no other worker writes. */
    file: (name: string) => string,
  ) => { readonly lines: Lines; readonly entry?: readonly [key: string, expression: string] };
}

const paint: Lines = [
  "def paint(value):",
  "    side = 2 + len(str(value)) % 3",
  '    return Image.new("RGB", (side, side), (200, 30, side))',
];

function painting(sketch: Sketch): void {
  sketch.import("from PIL import Image");
  if (!sketch.definitions.includes(paint)) sketch.definitions.push(paint);
}

const products: readonly Product[] = [
  { name: "none", weight: 14, make: () => ({ lines: [] }) },
  {
    name: "text file",
    isAddress: true,
    make: (value, _, file) => ({
      lines: [`with open("${file("result.txt")}", "w") as out:`, `    out.write(str(${value}))`],
      entry: ["text_path", `"${file("result.txt")}"`],
    }),
  },
  {
    name: "picture",
    isAddress: true,
    make: (value, { sketch }, file) => {
      painting(sketch);
      return {
        lines: [`image = paint(${value})`, `image_path = "${file("picture.png")}"`, "image.save(image_path)"],
        entry: ["image_path", "image_path"],
      };
    },
  },
  {
    name: "picture by a function",
    isAddress: true,
    make: (value, { sketch }, file) => {
      painting(sketch);
      sketch.define(
        "def save_picture(value):",
        `    path = "${file("made.png")}"`,
        "    paint(value).save(path)",
        "    return path",
      );
      return { lines: [`saved = save_picture(${value})`], entry: ["image", "saved"] };
    },
  },
  {
    name: "sound",
    isAddress: true,
    make: (value, { sketch }, file) => {
      sketch.import("import wave");
      return {
        lines: [
          `with wave.open("${file("sound.wav")}", "wb") as sound:`,
          "    sound.setnchannels(1)",
          "    sound.setsampwidth(2)",
          "    sound.setframerate(8000)",
          `    sound.writeframes(b"\\x00\\x01" * (len(str(${value})) + 4))`,
        ],
        entry: ["audio_path", `"${file("sound.wav")}"`],
      };
    },
  },
  {
    name: "encoded picture",
    weight: 2,
    make: (value, { sketch }) => {
      painting(sketch);
      sketch.import("import base64", "import io");
      return {
        lines: ["buffer = io.BytesIO()", `paint(${value}).save(buffer, format="PNG")`],
        entry: ["image", "base64.b64encode(buffer.getvalue()).decode()"],
      };
    },
  },
  {
    name: "encoded by a function",
    make: (value, { sketch }) => {
      sketch.import("import base64");
      sketch.define("def encode(value):", '    return base64.b64encode(str(value).encode("utf-8")).decode("utf-8")');
      return { lines: [], entry: ["encoded", `encode(${value})`] };
    },
  },
  {
    name: "file that is read back",
    make: (value, { sketch }) => {
      sketch.import("import os", "import tempfile");
      return {
        lines: [
          'with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as held:',
          `    held.write(repr(${value}))`,
          "with open(held.name) as file:",
          "    content = file.read()",
          "os.remove(held.name)",
        ],
        entry: ["content", "content"],
      };
    },
  },
  {
    name: "downloaded file",
    make: (value, { sketch }) => {
      sketch.import("import os", "from runpod.serverless.utils import rp_download");
      return {
        lines: ['downloaded = rp_download.file("http://inputs.test/note.txt")'],
        entry: ["size", `os.path.getsize(downloaded["file_path"]) + len(str(${value}))`],
      };
    },
  },
  {
    name: "downloaded files",
    make: (_, scene) => {
      scene.sketch.import("import os", "from runpod.serverless.utils.rp_download import download_files_from_urls");
      const addresses = '["http://inputs.test/a.png", "http://inputs.test/b.wav"]';
      return {
        lines: [`paths = download_files_from_urls(${jobId(scene)}, ${addresses})`],
        entry: ["sizes", "[os.path.getsize(path) for path in paths]"],
      };
    },
  },
  {
    name: "uploaded picture",
    isAddress: true,
    make: (value, scene, file) => {
      const { sketch } = scene;
      painting(sketch);
      sketch.import("from runpod.serverless.utils import rp_upload");
      return {
        lines: [`image_path = "${file("upload.png")}"`, `paint(${value}).save(image_path)`],
        entry: ["image_url", `rp_upload.upload_image(${jobId(scene)}, image_path)`],
      };
    },
  },
  {
    name: "uploaded file",
    isAddress: true,
    make: (value, scene, file) => {
      scene.sketch.import("from runpod.serverless.utils.rp_upload import upload_file_to_bucket");
      return {
        lines: [
          `with open("${file("upload.txt")}", "w") as out:`,
          `    out.write(str(${value}))`,
          `url = upload_file_to_bucket("upload.txt", "${file("upload.txt")}")`,
        ],
        entry: ["url", "url"],
      };
    },
  },
];

/** Workers that run at the same time must not write the same file. */
const fileNumbers = Array.from({ length: 10_000 }, (_, index) => index);

/** What a request makes of a value. */
export function chooseProduct(scene: Scene, value: string): ReturnType<Product["make"]> {
  const fitting = products.filter(({ isAddress }) => isAddress !== true || !answersIndirectly(scene));
  const number = String(scene.choices.pick("product.number", fileNumbers));
  return scene.choices.pick("product", fitting).make(value, scene, (name) => `/tmp/${number}-${name}`);
}

function jobId({ job }: Scene): string {
  return job === undefined ? '"job"' : `${job}["id"]`;
}
