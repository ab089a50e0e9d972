import type { PythonModule } from "../../python/module.js";
import type { Operation } from "./http-address.js";
import type { Definition } from "./local-rewrite.js";
import { defineFunction } from "./names.js";

/** The function that answers as one of RunPod's addresses did, so that the code which reads the answer can stay. */
export function envelopeFunction(module: PythonModule, operation: Operation, isAsync: boolean): Definition {
  const { name, body } = ENVELOPES[operation];
  return defineFunction(module, isAsync ? `${name}_async` : name, ["import fal_client"], (function_, client = "") => {
    const [keyword, wait, suffix] = isAsync ? ["async def", "await ", "_async"] : ["def", "", ""];
    return `${keyword} ${function_}${body({ client, wait, suffix })}`;
  });
}

interface Words {
  readonly client: string;
  readonly wait: string;
  readonly suffix: string;
}

const ENVELOPES: Readonly<Record<Operation, { readonly name: string; readonly body: (words: Words) => string }>> = {
  run: {
    name: "submit_job",
    body: ({ client, wait, suffix }) => `(application, arguments, webhook_url=None):
    """Queue a request; the answer has the form of RunPod's \`/run\`."""
    handle = ${wait}${client}.submit${suffix}(application, arguments=arguments, webhook_url=webhook_url)
    return {"id": handle.request_id, "status": "IN_QUEUE"}
`,
  },
  runsync: {
    name: "run_job",
    body: ({ client, wait, suffix }) => `(application, arguments, timeout=None):
    """Wait for a request; the answer has the form of RunPod's \`/runsync\`."""
    job = {}
    try:
        job["output"] = ${wait}${client}.subscribe${suffix}(
            application,
            arguments=arguments,
            client_timeout=timeout,
            on_enqueue=lambda request_id: job.update(id=request_id),
        )
    except ${client}.FalClientHTTPError as error:
        return {**job, "status": "FAILED", "error": str(error)}
    return {**job, "status": "COMPLETED"}
`,
  },
  status: {
    name: "job_state",
    body: ({ client, wait, suffix }) => `(application, request_id):
    """Tell how far a request is; the answer has the form of RunPod's \`/status\`."""
    status = ${wait}${client}.status${suffix}(application, request_id)
    if not isinstance(status, ${client}.Completed):
        return {"id": request_id, "status": "IN_QUEUE" if isinstance(status, ${client}.Queued) else "IN_PROGRESS"}
    try:
        output = ${wait}${client}.result${suffix}(application, request_id)
    except ${client}.FalClientHTTPError as error:
        return {"id": request_id, "status": "FAILED", "error": str(error)}
    return {"id": request_id, "status": "COMPLETED", "output": output}
`,
  },
  cancel: {
    name: "cancel_job",
    body: ({ client, wait, suffix }) => `(application, request_id):
    """Take a request back; the answer has the form of RunPod's \`/cancel\`."""
    ${wait}${client}.cancel${suffix}(application, request_id)
    return {"id": request_id, "status": "CANCELLED"}
`,
  },
};
