import type { Choices } from "./choices.js";
import type { Lines } from "./sketch.js";

const headings = [
  [],
  [],
  ["# A worker for RunPod."],
  ['"""Handles jobs.', "", "One at a time.", '"""'],
  ["#!/usr/bin/env python3"],
];

const notes = ["# loads once", "# TODO: make this faster", "# --- ready ---", "# see the README"];

/** Puts an author's comments between the parts of a file and joins them. */
export function laidOut(choices: Choices, parts: readonly Lines[]): string {
  const blank = choices.pick("blank lines", [["", ""], [""], ["", "", ""]]);
  const blocks = parts.filter((part) => part.length > 0);
  const lines = blocks.flatMap((part, index) => [
    ...(index === 0 ? [] : blank),
    ...(choices.chance(`comment.${String(index)}`, 0.2) ? [choices.pick(`comment.${String(index)}.text`, notes)] : []),
    ...part,
  ]);
  return formatted(choices, [...choices.pick("heading", headings), ...lines]);
}

/** The hand of an author: indentation, quotes, line ends. */
function formatted(choices: Choices, lines: Lines): string {
  const indent = choices.pick("indent", ["    ", "    ", "    ", "  ", "\t"]);
  const quotes = choices.pick("quotes", ["double", "double", "single"]);
  const newline = choices.pick("newline", ["\n", "\n", "\n", "\n", "\r\n"]);
  const end = choices.pick("end", [newline, newline, ""]);
  return lines.map((line) => inHand(line, indent, quotes === "single")).join(newline) + end;
}

function inHand(line: string, indent: string, isSingle: boolean): string {
  const depth = Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 4);
  const text = line.trimStart();
  return indent.repeat(depth) + (isSingle ? singleQuoted(text) : text);
}

/** Double quotes become single ones where no other quote, escape or f-string is near. */
function singleQuoted(text: string): string {
  if (text.includes("'") || text.includes("\\") || text.includes('"""') || /\bf"/.test(text)) return text;
  return text.replaceAll('"', "'");
}
