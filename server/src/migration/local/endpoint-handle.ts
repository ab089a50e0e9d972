import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { bindArguments } from "./arguments.js";
import { note, replace, rewrite } from "./build.js";
import { ASYNC_ENDPOINT, CLIENT, markUse, receiverOf, texts, type Replace } from "./endpoint-parts.js";
import { streamOfJob } from "./endpoint-stream.js";
import type { Definition, LocalRewrite } from "./local-rewrite.js";
import { defineFunction, importAs } from "./names.js";
import type { SdkUse } from "./sdk-uses.js";

/** What a client does with the job that `run` returned, by the name under which that job is known. */
export function jobForms(job: string): Readonly<Record<string, Replace>> {
  return {
    [`${job}.status()`]: replaceStatus,
    [`${job}.output()`]: replaceOutput,
    [`${job}.stream()`]: replaceStream,
    [`${job}.cancel()`]: replaceCancel,
    [`${job}.job_id`]: replaceJobId,
    [`${job}.endpoint_id`]: explainEndpointId,
  };
}

const HANDLE_MESSAGE =
  "A RunPod job is asked for its state and output; fal's handle has `status()`, `get()` and `cancel()`.";

function replaceStatus(module: PythonModule, use: SdkUse): LocalRewrite {
  const definition = statusFunction(module, use.name.startsWith(ASYNC_ENDPOINT));
  const parts = [`${definition.name}(`, ...receiverOf(use.node), ")"];
  return rewrite(use.node, texts(HANDLE_MESSAGE, "Ask the handle"), [replace(use.node, ...parts)], {
    safety: "review",
    definitions: [definition],
  });
}

function statusFunction(module: PythonModule, isAsync: boolean): Definition {
  const [keyword, wait] = isAsync ? ["async def", "await "] : ["def", ""];
  return defineFunction(
    module,
    isAsync ? "job_status_async" : "job_status",
    [CLIENT],
    (name, client = "") => `${keyword} ${name}(handle):
    """Tell how far a request is, in the words of RunPod's job states."""
    status = ${wait}handle.status()
    if isinstance(status, ${client}.Queued):
        return "IN_QUEUE"
    if isinstance(status, ${client}.InProgress):
        return "IN_PROGRESS"
    return "FAILED" if status.error else "COMPLETED"
`,
  );
}

function replaceOutput(module: PythonModule, use: SdkUse): LocalRewrite {
  const { node, name } = use;
  const timeout = bindArguments(node, ["timeout"])?.get("timeout");
  if (timeout !== undefined && !timeout.is("none") && timeout.text !== "0")
    return replaceTimedOutput(module, use, timeout);
  const fails = name.startsWith(ASYNC_ENDPOINT) && timeout === undefined;
  const message = fails
    ? "`output()` without a timeout raises TimeoutError unless the job is finished; fal's `get()` waits for the answer."
    : HANDLE_MESSAGE;
  return rewrite(node, texts(message, "Wait with get()"), [replace(node, ...receiverOf(node), ".get()")], {
    safety: "review",
    severity: fails ? "error" : "information",
    remark: note("get() waits until the request is finished, and raises FalClientHTTPError when the app failed"),
  });
}

/** `output(timeout=60)` gave up after so many seconds with a TimeoutError. */
function replaceTimedOutput(module: PythonModule, { node, name }: SdkUse, timeout: PyNode): LocalRewrite {
  const remark = note("get() raises FalClientHTTPError when the app failed; output() returned what there was");
  if (name.startsWith(ASYNC_ENDPOINT)) {
    const asyncio = importAs(module, "import asyncio");
    const parts = [`${asyncio.name}.wait_for(`, ...receiverOf(node), ".get(), timeout=", timeout, ")"];
    return rewrite(node, texts(HANDLE_MESSAGE, "Wait with get()"), [replace(node, ...parts)], {
      safety: "review",
      imports: [asyncio],
      remark,
    });
  }
  const definition = outputFunction(module);
  const parts = [`${definition.name}(`, ...receiverOf(node), ", timeout=", timeout, ")"];
  return rewrite(node, texts(HANDLE_MESSAGE, "Wait with get()"), [replace(node, ...parts)], {
    safety: "review",
    definitions: [definition],
    remark,
  });
}

function outputFunction(module: PythonModule): Definition {
  return defineFunction(
    module,
    "job_output",
    ["import time", CLIENT],
    (name, time = "", client = "") => `def ${name}(handle, timeout):
    """Wait for a request's answer, but no longer than so many seconds."""
    deadline = ${time}.monotonic() + timeout
    while not isinstance(handle.status(), ${client}.Completed):
        if ${time}.monotonic() > deadline:
            raise TimeoutError("Job timed out.")
        ${time}.sleep(1)
    return handle.get()
`,
  );
}

function replaceStream(module: PythonModule, use: SdkUse): LocalRewrite {
  const message =
    "RunPod streams the chunks of a job; on fal, `fal_client.stream` sends the request and yields its events.";
  const stream = streamOfJob(module, use.node);
  if (stream === undefined)
    return markUse(module, use.node, texts(message, "Call `fal_client.stream(app, arguments=…)` once"));
  return rewrite(use.node, texts(message, "Stream with fal_client.stream"), [replace(use.node, stream)], {
    safety: "review",
  });
}

function replaceCancel(_module: PythonModule, { node }: SdkUse): LocalRewrite {
  const parts = [...receiverOf(node), ".cancel()"];
  return rewrite(node, texts(HANDLE_MESSAGE, "Cancel the request"), [replace(node, ...parts)], { safety: "review" });
}

function replaceJobId(_module: PythonModule, use: SdkUse): LocalRewrite {
  const attribute = use.node.field("attribute") ?? use.node;
  return rewrite(use.node, texts(HANDLE_MESSAGE, "Use the request's id"), [replace(attribute, "request_id")]);
}

function explainEndpointId(module: PythonModule, { node }: SdkUse): LocalRewrite {
  return markUse(module, node, texts(HANDLE_MESSAGE, "Keep the app's id in a variable"));
}
