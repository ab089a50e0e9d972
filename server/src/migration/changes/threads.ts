import { namedCalls, remarkAt, type QuietChange } from "./quiet-change.js";

/** Settings and objects that belong to the thread that made them, and what is missing in another. */
const THREAD_BOUND: Readonly<Record<string, string | undefined>> = {
  "torch.set_grad_enabled": "gradients are on again in the endpoint's thread",
  "torch.autograd.set_grad_enabled": "gradients are on again in the endpoint's thread",
  "torch.cuda.set_device": "the endpoint's thread has device 0",
  "decimal.getcontext": "the endpoint's thread has a context of its own",
  "decimal.setcontext": "the endpoint's thread has a context of its own",
  "numpy.seterr": "the endpoint's thread has the settings of a new one",
  "asyncio.set_event_loop": "the endpoint's thread has no event loop",
};

/** What only the main thread may do. */
const MAIN_THREAD_ONLY: ReadonlySet<string> = new Set(["signal.signal", "signal.alarm", "asyncio.get_event_loop"]);

/** RunPod called a plain handler in the main thread, where the worker was loaded; fal has threads for requests. */
export const threads: QuietChange = function* ({ worker, module, jobCode, loadCode, newText }) {
  if (worker.handlers.every(({ isAsync }) => isAsync)) return;
  for (const { call, name } of namedCalls(module, loadCode)) {
    const missing = THREAD_BOUND[name];
    if (missing === undefined || newText.includes(`${call.text}  # for this thread`)) continue;
    const reason = `\`${name}\` counts for the thread that calls it. \`setup()\` runs in the main thread and a plain endpoint in another, so ${missing}; call it in the endpoint as well.`;
    yield remarkAt(module, call, "quiet-change", reason);
  }
  for (const { call, name } of namedCalls(module, jobCode)) {
    if (!MAIN_THREAD_ONLY.has(name)) continue;
    const reason = `\`${name}\` works in the main thread alone, where RunPod called the handler; fal runs a plain endpoint in another thread, where it raises. An \`async def\` endpoint stays in the main thread.`;
    yield remarkAt(module, call, "quiet-change", reason);
  }
};
