/** Values that differ by their nature: ids, times, random numbers. Such values must have the same type and form. */

const uuid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;
const dateTime = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?/g;
const longHex = /\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi;
const address = /\b0x[0-9a-f]+\b/gi;
const durationName = /(time|seconds|duration|elapsed|latency|took|_ms$|_s$|uptime)/i;

/** A text with every id and time replaced by a sign for it. */
export function masked(text: string): string {
  return text
    .replace(uuid, "‹id›")
    .replace(dateTime, "‹time›")
    .replace(address, "‹address›")
    .replace(longHex, "‹hex›")
    .replace(/\d+(\.\d+)?/g, "‹number›");
}

const frames = /Traceback \(most recent call last\):\n(?:[ \t]+.*(?:\n|$))+/g;

/** A text without the frames of tracebacks, which name the lines of the program. */
export function withoutFrames(text: string): string {
  return text.replace(frames, "‹traceback›\n");
}

/** Whether two texts are the same but for ids and times that can be told by their form alone. */
export function sameForm(old: string, fresh: string): boolean {
  const mark = (text: string): string =>
    withoutFrames(text).replace(uuid, "‹id›").replace(dateTime, "‹time›").replace(address, "‹address›");
  return mark(old) === mark(fresh);
}

const aDay = 86_400;
const oldestTime = 1_600_000_000;

/** Whether two numbers are moments of the same day, in seconds or milliseconds. */
export function areMoments(old: number, fresh: number): boolean {
  const scale = old > oldestTime * 1000 ? 1000 : 1;
  return old > oldestTime * scale && fresh > oldestTime * scale && Math.abs(old - fresh) < aDay * scale;
}

/** Whether a key says that its number is a measured time. */
export function namesDuration(key: string): boolean {
  return durationName.test(key);
}
