import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

const size = 256;
/** Each pixel is the mean of this many samples in both directions, so that edges are smooth. */
const samples = 4;

type Colour = readonly [red: number, green: number, blue: number];
type Contains = (x: number, y: number) => boolean;

const background: Colour = [24, 24, 40];
const worker: Colour = [140, 130, 255];
const arrow: Colour = [240, 240, 250];
const app: Colour = [255, 120, 80];

/** A test whether a point lies within a rectangle with round corners. */
function box(left: number, top: number, width: number, height: number, radius: number): Contains {
  return (x, y) => {
    const dx = Math.max(left + radius - x, x - (left + width - radius), 0);
    const dy = Math.max(top + radius - y, y - (top + height - radius), 0);
    return dx * dx + dy * dy <= radius * radius;
  };
}

/** A triangle that points to the right. */
function head(tip: number, middle: number, half: number): Contains {
  return (x, y) => x <= tip && x >= tip - half && Math.abs(y - middle) <= tip - x;
}

/** Later shapes lie above earlier ones. */
const shapes: readonly (readonly [Contains, Colour])[] = [
  [box(0, 0, size, size, 48), background],
  [box(32, 60, 60, 36, 10), worker],
  [box(32, 110, 60, 36, 10), worker],
  [box(32, 160, 60, 36, 10), worker],
  [box(104, 120, 30, 16, 4), arrow],
  [head(156, 128, 30), arrow],
  [box(166, 82, 62, 92, 18), app],
];

function colourAt(x: number, y: number): readonly number[] {
  const found = shapes.findLast(([contains]) => contains(x, y));
  return found === undefined ? [0, 0, 0, 0] : [...found[1], 255];
}

/** Colours are weighed by their opacity, so that the corners have no dark rim. */
function pixel(column: number, row: number): readonly number[] {
  const seen = Array.from({ length: samples * samples }, (_, index) =>
    colourAt(column + ((index % samples) + 0.5) / samples, row + (Math.floor(index / samples) + 0.5) / samples),
  );
  const opacity = seen.reduce((sum, colour) => sum + (colour[3] ?? 0), 0);
  const channel = (index: number): number =>
    Math.round(seen.reduce((sum, colour) => sum + (colour[index] ?? 0) * (colour[3] ?? 0), 0) / (opacity || 1));
  return [channel(0), channel(1), channel(2), Math.round(opacity / seen.length)];
}

function part(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Draws media/icon.png: an arrow from a stack of workers to one app. Run it after changing the drawing. */
export function main(): Promise<number> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits a channel: red, green, blue, opacity.
  header.set([8, 6, 0, 0, 0], 8);
  const columns = Array.from({ length: size }, (_, column) => column);
  // Every row begins with its filter: none.
  const rows = columns.map((row) => [0, ...columns.flatMap((column) => pixel(column, row))]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(rows.flat()), { level: 9 });
  const parts = [part("IHDR", header), part("IDAT", data), part("IEND", Buffer.alloc(0))];
  writeFileSync(join("media", "icon.png"), Buffer.concat([signature, ...parts]));
  return Promise.resolve(0);
}
