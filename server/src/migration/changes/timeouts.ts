import { literalOf } from "../../python/literals.js";
import { keywordArgument } from "../../python/queries.js";
import { namedCalls, remarkAt, type QuietChange } from "./quiet-change.js";

/** What a request may take on fal unless the app says otherwise, in seconds. */
const REQUEST_TIMEOUT = 3600;

const COMMANDS = /^(?:subprocess\.(?:run|call|check_call|check_output|Popen)|os\.system)$/;

/** Work that outlasts the time which fal gives a request. */
export const timeouts: QuietChange = function* ({ module, jobCode }) {
  for (const { call, name } of namedCalls(module, jobCode)) {
    const limit = literalOf(keywordArgument(call, "timeout"));
    const isLong = (limit?.kind === "int" || limit?.kind === "float") && limit.value >= REQUEST_TIMEOUT;
    const trains =
      COMMANDS.test(name) &&
      limit === undefined &&
      /accelerate launch|\btrain(?:ing|er)?\b|_train|train_/.test(call.text);
    if (!isLong && !trains) continue;
    const reason = `fal stops a request after \`request_timeout\`, ${String(REQUEST_TIMEOUT)} s by default, and runs it again; this may take longer. RunPod's limit was set in the endpoint: give the app a \`request_timeout\` and \`skip_retry_conditions = ["timeout"]\`.`;
    yield remarkAt(module, call, "quiet-change", reason);
    return;
  }
};
