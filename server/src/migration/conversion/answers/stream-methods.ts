import type { EndpointReport } from "../../report.js";
import { realtimeMethod, type Streaming } from "./realtime-method.js";
import { stopArgument, stopLines, type ConfiguredRefresh } from "./runner-refreshes.js";

export interface StreamOptions {
  readonly indent: string;
  /** The method that yields the chunks, called with the endpoint's arguments. */
  readonly source: string;
  readonly path: string;
  readonly streamMethod: string;
  readonly listMethod: string | undefined;
  readonly inputName: string;
  readonly isAsync: boolean;
  /** A chunk may be a dictionary with an `error`, which ended the job. */
  readonly mayYieldErrors: boolean;
  /** `text`: every chunk is event text already. `unknown`: it may be. */
  readonly chunks: "json" | "text" | "unknown";
  readonly refresh: ConfiguredRefresh;
  readonly prologue: readonly string[];
  readonly streaming: Streaming;
}

export interface StreamMethods {
  readonly methods: readonly string[];
  readonly imports: readonly string[];
  readonly endpoints: readonly EndpointReport[];
}

/** Writes the endpoints of a generator: its chunks as server-sent events, and as a list where RunPod aggregated them. */
export function streamMethods(options: StreamOptions): StreamMethods {
  const { method, imports: needed, endpoint } = sentChunks(options);
  const [methods, imports, endpoints] = [[method], [...needed], [endpoint]];
  if (options.listMethod !== undefined) {
    methods.push(listMethod(options, options.listMethod));
    endpoints.unshift({ path: options.path, streaming: false });
    imports.push("from fastapi import HTTPException", "from typing import Any");
    if (options.refresh !== "never") imports.push("from fastapi import Response");
  }
  return { methods, imports, endpoints };
}

interface SentChunks {
  readonly method: string;
  readonly imports: readonly string[];
  readonly endpoint: EndpointReport;
}

/** Event text is no message of a websocket: a generator of it keeps its stream. */
function sentChunks(options: StreamOptions): SentChunks {
  if (options.streaming === "realtime" && options.chunks !== "text") {
    const { lines, imports, endpoint } = realtimeMethod(options);
    return { method: withIndent(options.indent, lines), imports, endpoint };
  }
  return {
    method: streamMethod(options),
    imports: [
      "from fastapi.responses import StreamingResponse",
      `from collections.abc import ${options.isAsync ? "AsyncIterator" : "Iterator"}`,
      "import json",
    ],
    endpoint: { path: options.path === "/" ? "/stream" : `${options.path}/stream`, streaming: true },
  };
}

function streamMethod(options: StreamOptions): string {
  const { indent, inputName, isAsync, streamMethod: name } = options;
  const [async, iterator] = isAsync ? ["async ", "AsyncIterator[str]"] : ["", "Iterator[str]"];
  const path = options.path === "/" ? "/stream" : `${options.path}/stream`;
  return withIndent(indent, [
    [1, `@fal.endpoint("${path}")`],
    [1, `${async}def ${name}(self, input: ${inputName}) -> StreamingResponse:`],
    ...options.prologue.map((line): Line => [2, line]),
    ...(options.prologue.length > 0 ? ([[0, ""]] as const) : []),
    [2, `${async}def events() -> ${iterator}:`],
    [3, "try:"],
    [4, `${async}for chunk in ${options.source}:`],
    ...errorChunk(options),
    ...eventLines(options),
    [3, "except Exception as e:"],
    [4, `yield f"data: {json.dumps({'error': str(e)})}\\n\\n"`],
    [0, ""],
    ...streamedResponse(options),
  ]);
}

function streamedResponse({ refresh }: StreamOptions): readonly Line[] {
  const headers = stopArgument(refresh);
  const values = ["events()", 'media_type="text/event-stream"', ...(headers === undefined ? [] : [headers])];
  const isLong = typeof refresh === "object";
  return isLong
    ? [[2, "return StreamingResponse("], ...values.map((value): Line => [3, `${value},`]), [2, ")"]]
    : [[2, `return StreamingResponse(${values.join(", ")})`]];
}

/** RunPod stops a generator at a truthy `error` (runpod-python 1.7.7 and later). */
function errorChunk({ mayYieldErrors }: StreamOptions): readonly Line[] {
  if (!mayYieldErrors) return [];
  return [
    [5, 'if isinstance(chunk, dict) and chunk.get("error"):'],
    [6, `yield f"data: {json.dumps({'error': chunk['error']})}\\n\\n"`],
    [6, "return"],
  ];
}

/** Event text is passed on, but that lines of it as an HTTP client reads them end no event. */
function eventLines({ chunks }: StreamOptions): readonly Line[] {
  const event = 'yield f"data: {json.dumps(chunk)}\\n\\n"';
  if (chunks === "text") return [[5, "yield chunk"]];
  if (chunks === "json") return [[5, event]];
  return [
    [5, 'if isinstance(chunk, str) and chunk.startswith("data:"):'],
    [6, 'yield chunk.rstrip("\\r\\n") + "\\n\\n"'],
    [5, "else:"],
    [6, event],
  ];
}

function listMethod(options: StreamOptions, name: string): string {
  const { indent, inputName, isAsync, mayYieldErrors, source } = options;
  const async = isAsync ? "async " : "";
  const response = options.refresh === "never" ? "" : ", response: Response";
  const collected = isAsync ? `[chunk async for chunk in ${source}]` : `list(${source})`;
  const body: readonly Line[] = mayYieldErrors
    ? [
        [2, "chunks: list[Any] = []"],
        [2, "try:"],
        [3, `${async}for chunk in ${source}:`],
        [4, 'if isinstance(chunk, dict) and chunk.get("error"):'],
        [5, 'raise HTTPException(status_code=500, detail=chunk["error"])'],
        [4, "chunks.append(chunk)"],
        [2, "except HTTPException:"],
        [3, "raise"],
      ]
    : [
        [2, "try:"],
        [3, `return ${collected}`],
      ];
  return withIndent(indent, [
    [1, `@fal.endpoint("${options.path}")`],
    [1, `${async}def ${name}(self, input: ${inputName}${response}) -> list[Any]:`],
    ...options.prologue.map((line): Line => [2, line]),
    ...stopLines(options.refresh, indent).map((line): Line => [2, line]),
    ...body,
    [2, "except Exception as e:"],
    [3, "raise HTTPException(status_code=500, detail=str(e)) from e"],
    ...(mayYieldErrors ? ([[2, "return chunks"]] as const) : []),
  ]);
}

type Line = readonly [level: number, text: string];

function withIndent(indent: string, lines: readonly Line[]): string {
  return lines.map(([level, text]) => (text === "" ? "" : indent.repeat(level) + text)).join("\n");
}
