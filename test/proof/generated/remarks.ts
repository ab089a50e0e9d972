import type { Weighted } from "./choices.js";
import type { Lines, Scene } from "./sketch.js";

interface Remark extends Weighted {
  readonly name: string;
  readonly lines: (job: string, scene: Scene) => Lines;
}

/** What a worker says while it works. */
const remarks: readonly Remark[] = [
  { name: "none", weight: 5, lines: () => [] },
  { name: "print", lines: () => ['print("working")'] },
  { name: "print the job", lines: (job) => [`print("got", ${job})`] },
  { name: "print the id", weight: 1.5, lines: (job) => [`print(f"job {${job}['id']}")`] },
  { name: "keep the id", weight: 1.5, lines: (job) => [`request_id = ${job}["id"]`, "print(request_id)"] },
  { name: "keep the id if any", lines: (job) => [`job_id = ${job}.get("id", "local")`, 'print("job", job_id)'] },
  {
    name: "progress",
    weight: 1.5,
    lines: (job, { sketch }) => [`${sketch.serverless}.progress_update(${job}, "half way")`],
  },
  {
    name: "progress with numbers",
    lines: (job, { sketch }) => [
      "for percent in (10, 90):",
      `    ${sketch.serverless}.progress_update(${job}, {"percent": percent})`,
    ],
  },
  {
    name: "logging",
    lines: (_, { sketch }) => {
      sketch.import("import logging");
      sketch.state.unshift("logger = logging.getLogger(__name__)");
      return ['logger.info("working")'];
    },
  },
  {
    name: "RunPod's logger",
    lines: (job, { sketch }) => {
      sketch.import("from runpod import RunPodLogger");
      sketch.state.unshift("log = RunPodLogger()");
      return [`log.info("working", ${job}["id"])`, 'log.warn("slowly")'];
    },
  },
  {
    name: "time",
    lines: (_, { sketch }) => {
      sketch.import("import time");
      return ["started = time.time()", 'print(f"{time.time() - started:.3f}s")'];
    },
  },
];

export function chooseRemark(scene: Scene): Lines {
  const { name, lines } = scene.choices.pick("remark", remarks);
  if (scene.job === undefined && !["print", "logging", "time"].includes(name)) return [];
  return lines(scene.job ?? "job", scene);
}
