/** A Python text written inside TypeScript: the first line end and the common indentation are taken off. */
export function py(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const text = String.raw({ raw: strings.raw }, ...values).replace(/^\n/, "");
  const lines = text.split("\n");
  const used = lines.filter((line) => line.trim() !== "");
  const indent = Math.min(...used.map((line) => line.length - line.trimStart().length));
  return lines
    .map((line) => line.slice(indent))
    .join("\n")
    .replace(/ +$/, "");
}
