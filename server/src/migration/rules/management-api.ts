import { guideRow, pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const managementApi: Rule = {
  name: "management-api",
  title: "RunPod's resources are managed",
  mappings: [
    guideRow("Max workers", "max_concurrency"),
    guideRow("Min workers", "min_concurrency"),
    guideRow("Idle timeout", "keep_alive"),
    sdkRow("runpod.create_template(…)", "requirements, or image, of the fal.App"),
    sdkRow("runpod.create_endpoint(…)", "fal deploy"),
    sdkRow("runpod.get_gpus()", "machine_type of the fal.App"),
    sdkRow("runpod.create_pod(…)", "nothing: fal has no pods"),
  ],
  why: "How an endpoint scales and what it runs on is set through RunPod's API or console. On fal these are attributes of the `fal.App` class, applied by `fal deploy`; there are no templates and no pods.",
  links: pages("management-api", "serverless/endpoints/endpoint-configurations"),
  safety: "manual",
  announced: "note",
  severity: "information",
  examples: [
    {
      title: "An endpoint is made",
      code: py`
        import runpod

        runpod.create_endpoint(name="painter", template_id="abc", workers_min=0, workers_max=3)
      `,
      finds: ['runpod.create_endpoint(name="painter", template_id="abc", workers_min=0, workers_max=3)'],
    },
    {
      title: "An endpoint is called",
      code: py`
        import runpod

        endpoint = runpod.Endpoint("abc123")
      `,
      finds: [],
    },
  ],
};
