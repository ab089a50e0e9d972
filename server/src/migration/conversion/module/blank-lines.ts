import { linesInsideStrings } from "../../../python/lines.js";

/** No more than two blank lines in a row, none at the head or the end of the file, whatever was taken out. */
export function tidyBlankLines(text: string): string {
  const inside = linesInsideStrings(text);
  const kept: string[] = [];
  let blank = 0;
  let offset = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const isBlank = line.trim() === "" && !inside.has(offset);
    blank = isBlank ? blank + 1 : 0;
    if (!isBlank || (blank <= 2 && kept.length > 0)) kept.push(line);
    offset += line.length;
  }
  while (kept.length > 0 && kept.at(-1)?.trim() === "") kept.pop();
  const tidied = kept.join("");
  return tidied === "" || tidied.endsWith("\n") ? tidied : `${tidied}\n`;
}

/** Text set off by two blank lines on either side, as definitions at module level are. */
export function setOff(text: string): string {
  return `\n\n\n${text}\n\n\n`;
}
