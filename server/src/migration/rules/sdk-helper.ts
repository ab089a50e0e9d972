import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const sdkHelper: Rule = {
  name: "sdk-helper",
  title: "A helper of RunPod's SDK",
  mappings: [
    sdkRow("@rp_debugger.FunctionTimer", "nothing: fal's dashboard shows timings"),
    sdkRow("rp_cuda.is_available()", "nvidia-smi, or torch.cuda.is_available()"),
    sdkRow("@register_fitness_check", "an exception in setup()"),
  ],
  why: "The SDK's timers print into RunPod's local test, its CUDA check runs `nvidia-smi`, and its fitness checks run before the first job. On fal the timers go away, the check is plain Python, and what must hold before the first request is checked in `setup()`.",
  links: pages("sdk-helper", "serverless/workers/handler-functions"),
  safety: "safe",
  severity: "information",
  examples: [
    {
      title: "A timer",
      code: py`
        import runpod
        from runpod.serverless.utils.rp_debugger import FunctionTimer

        @FunctionTimer
        def draw(prompt):
            return prompt.upper()
      `,
      finds: ["FunctionTimer"],
      becomes: py`
        def draw(prompt):
            return prompt.upper()
      `,
    },
  ],
};
