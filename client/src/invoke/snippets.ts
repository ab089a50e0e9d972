import type { JsonValue, SnippetKind } from "../../webview/protocol.js";

/** A request as a program of its own; it sends the very body of the panel. */
export function snippet(kind: SnippetKind, url: string, body: JsonValue): string {
  return SNIPPETS[kind](url, body);
}

const SNIPPETS: Readonly<Record<SnippetKind, (url: string, body: JsonValue) => string>> = { curl, python };

function curl(url: string, body: JsonValue): string {
  const data = JSON.stringify(body).replaceAll("'", `'\\''`);
  return `curl -X POST '${url}' -H 'Content-Type: application/json' --data-raw '${data}'`;
}

function python(url: string, body: JsonValue): string {
  return `import json
from urllib.request import Request, urlopen

arguments = ${pythonLiteral(body)}
request = Request(
    ${pythonText(url)},
    data=json.dumps(arguments).encode(),
    headers={"Content-Type": "application/json"},
)
with urlopen(request) as response:
    print(response.read().decode())
`;
}

/** A JSON value as Python writes it. */
export function pythonLiteral(value: JsonValue | undefined, indent = ""): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return pythonText(value);
  if (typeof value === "number") return String(value);
  const inner = `${indent}    `;
  const isList = Array.isArray(value);
  const parts = isList
    ? (value as readonly JsonValue[]).map((each) => pythonLiteral(each, inner))
    : Object.entries(value).map(([key, each]) => `${pythonText(key)}: ${pythonLiteral(each, inner)}`);
  const [open, close] = isList ? "[]" : "{}";
  return parts.length === 0 ? `${open}${close}` : `${open}\n${inner}${parts.join(`,\n${inner}`)},\n${indent}${close}`;
}

/** JSON's texts are Python's too, but for lone surrogates, which JSON escapes as Python does. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
