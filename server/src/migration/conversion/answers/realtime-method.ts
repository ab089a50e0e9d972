import type { EndpointReport } from "../../report.js";
import type { StreamOptions } from "./stream-methods.js";

/** How the chunks of a generator reach the caller. */
export type Streaming = "events" | "realtime";

export interface RealtimeMethod {
  readonly lines: readonly (readonly [level: number, text: string])[];
  readonly imports: readonly string[];
  readonly endpoint: EndpointReport;
}

/**
 * A generator's chunks over a websocket: the caller sends one input as msgpack and gets every chunk as a message. The
 * last one holds the error where the generator raised, as the last event of a stream does.
 */
export function realtimeMethod(options: StreamOptions): RealtimeMethod {
  const { inputName, isAsync, streamMethod: name, path: base } = options;
  const path = base === "/" ? "/realtime" : `${base}/realtime`;
  const [async, iterator] = isAsync ? ["async ", "AsyncIterator"] : ["", "Iterator"];
  const stop: RealtimeMethod["lines"] = [
    [4, 'if isinstance(chunk, dict) and chunk.get("error"):'],
    [5, 'yield {"error": chunk["error"]}'],
    [5, "return"],
  ];
  return {
    lines: [
      [1, `@fal.realtime("${path}")`],
      [1, `${async}def ${name}(self, input: ${inputName}) -> ${iterator}[Any]:`],
      ...options.prologue.map((line) => [2, line] as const),
      [2, "try:"],
      [3, `${async}for chunk in ${options.source}:`],
      ...(options.mayYieldErrors ? stop : []),
      [4, "yield chunk"],
      [2, "except Exception as e:"],
      [3, 'yield {"error": str(e)}'],
    ],
    imports: [`from collections.abc import ${iterator}`, "from typing import Any"],
    endpoint: { path, streaming: true },
  };
}
