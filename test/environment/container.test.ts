import { describe, expect, test } from "vitest";
import { cacheRemark, containerRemark, readContainer } from "../../server/src/migration/environment/container.js";
import { workspaceOf } from "./workspace.js";

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** Parts of the decision; none where there must be no decision. */
  readonly says: readonly string[];
}

const CASES: readonly Case[] = [
  { what: "no Dockerfile", files: {}, says: [] },
  {
    what: "Python packages alone",
    files: {
      Dockerfile:
        'FROM runpod/base:0.6.3-cuda11.8.0\nENV PYTHONUNBUFFERED=1 HF_HOME=/runpod-volume\nRUN apt-get update && apt-get install -y --no-install-recommends git curl python3.11-dev && rm -rf /var/lib/apt/lists/*\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nADD handler.py .\nCMD ["python", "-u", "/handler.py"]\n',
    },
    says: [],
  },
  {
    what: "an environment of conda that holds Python packages alone",
    files: {
      Dockerfile:
        "FROM continuumio/miniconda3\nCOPY env.yml .\nRUN conda env create -f env.yml\nCMD python handler.py\n",
      "env.yml": "dependencies:\n  - python=3.10\n  - pytorch=2.2\n  - pip:\n    - runpod\n",
    },
    says: [],
  },
  {
    what: "an environment of conda with a program in it",
    files: {
      Dockerfile:
        "FROM continuumio/miniconda3\nCOPY env.yml .\nRUN conda env create --file=env.yml\nCMD python handler.py\n",
      "env.yml": "dependencies:\n  - python=3.10\n  - ffmpeg\n",
    },
    says: ["runs `conda env create --file=env.yml`"],
  },
  {
    what: "system packages",
    files: {
      Dockerfile:
        "FROM python:3.11\nRUN apt-get update \\\n && apt-get install -y ffmpeg \\\n    libgl1=1.0 git\nCMD python handler.py\n",
    },
    says: [
      "`Dockerfile` installs the system packages `ffmpeg` and `libgl1`",
      "`image = ContainerImage.from_dockerfile(…)`",
    ],
  },
  {
    what: "packages in a script of the build",
    files: {
      Dockerfile:
        "FROM python:3.11\nCOPY builder/setup.sh /setup.sh\nRUN bash /setup.sh && rm /setup.sh\nCMD python handler.py\n",
      "builder/setup.sh": "#!/bin/bash\nset -e\n# tools\napt-get install -y espeak-ng\n",
    },
    says: ["`espeak-ng`"],
  },
  {
    what: "weights baked into the image",
    files: {
      Dockerfile:
        "FROM python:3.11\nCOPY builder/fetch_models.py /\nRUN python /fetch_models.py && wget -O /w.bin https://example.org/w.bin\nCMD python handler.py\n",
    },
    says: [
      "downloads files while it is built (`python /fetch_models.py` and `wget -O /w.bin",
      "let `setup()` download to `/data`",
    ],
  },
  {
    what: "a server beside the handler",
    files: {
      Dockerfile: 'FROM vllm/vllm-openai:v0.5.0\nCOPY handler.py start.sh /\nENTRYPOINT ["/start.sh"]\n',
      "start.sh": "ollama serve &\nexec python3 handler.py\n",
    },
    says: [
      "stands on `vllm/vllm-openai:v0.5.0`",
      "starts `ollama serve` beside the handler",
      "start the server in `setup()`",
    ],
  },
  {
    what: "a server that is the handler's own file is none",
    files: { Dockerfile: "FROM python\nCMD uvicorn handler.py:app\n" },
    says: [],
  },
  {
    what: "repositories and the author's variables",
    files: {
      Dockerfile:
        "FROM python\nENV MODEL_NAME=flux UNREAD=1 DEBIAN_FRONTEND=noninteractive\nRUN git clone https://github.com/a/b.git /b && cd /b && make -j\n",
    },
    says: ["clones `https://github.com/a/b.git`", "runs `make -j`", "sets `MODEL_NAME`"],
  },
  {
    what: "a comment inside a command",
    files: { Dockerfile: "FROM python\nRUN apt-get install -y \\\n    # sound\n    sox \\\n    wget\n" },
    says: ["installs the system packages `sox`. "],
  },
  {
    what: "a token is not repeated",
    files: { Dockerfile: "FROM python\nRUN huggingface-cli download x --token hf_abcdefghijklmnop\n" },
    says: ["(`huggingface-cli download x --token …`)"],
  },
  {
    what: "only the stages that the last one stands on count",
    files: {
      Dockerfile:
        "FROM node:20 AS web\nRUN apt-get install -y chromium\nFROM python:3.11 AS base\nRUN apt-get install -y sox\nFROM base\nCOPY --from=web /dist /dist\nCMD python handler.py\n",
    },
    says: ["system packages `sox`. "],
  },
  {
    what: "a heredoc",
    files: { Dockerfile: "FROM python:3.11\nRUN <<EOF\napt-get install -y ffmpeg\npip install x\nEOF\n" },
    says: ["`ffmpeg`"],
  },
  {
    what: "the Dockerfile that names the worker",
    files: {
      Dockerfile: "FROM python\nRUN apt-get install -y chromium\nCMD python web.py\n",
      "Dockerfile.gpu": "FROM python\nRUN apt-get install -y sox\nCMD python handler.py\n",
    },
    says: ["`Dockerfile.gpu` installs the system packages `sox`"],
  },
  { what: "no Dockerfile at all in it", files: { Dockerfile: "\u0000\u0001 not one\n" }, says: [] },
];

const FILLS = "fills Hugging Face's cache while it is built";

/** Images that download: a part of the note where only a cache is filled, of the decision where more is needed. */
const DOWNLOADS: readonly { what: string; run: string; script?: string; kind: "note" | "decision"; part: string }[] = [
  { what: "the command", run: "hf download lab/model", kind: "note", part: FILLS },
  { what: "the command with a folder", run: "hf download lab/model --local-dir /m", kind: "decision", part: "/m" },
  { what: "the command with a token", run: "hf download lab/model --token $T", kind: "decision", part: "hf download" },
  {
    what: "code in the command",
    run: `python -c "from transformers import AutoModel; AutoModel.from_pretrained('lab/model')"`,
    kind: "note",
    part: FILLS,
  },
  {
    what: "a script",
    run: "python download.py",
    script: 'from diffusers import DiffusionPipeline\nDiffusionPipeline.from_pretrained("lab/model")\n',
    kind: "note",
    part: "python download.py",
  },
  {
    what: "a script that saves elsewhere",
    run: "python download.py",
    script: 'from transformers import AutoModel\nAutoModel.from_pretrained("lab/model").save_pretrained("/m")\n',
    kind: "decision",
    part: "python download.py",
  },
  { what: "a script that is not there", run: "python download.py", kind: "decision", part: "python download.py" },
];

describe("downloads of an image", () => {
  test.each(DOWNLOADS)("$what", ({ run, script, kind, part }) => {
    const files = {
      "handler.py": "",
      Dockerfile: `FROM python:3.11\nCOPY . .\nRUN ${run}\n`,
      ...(script === undefined ? {} : { "download.py": script }),
    };
    const container = readContainer(workspaceOf(files), "handler.py");
    const remarks = [containerRemark(container), cacheRemark(container)].filter((remark) => remark !== undefined);
    expect(remarks).toEqual([expect.objectContaining({ kind, reason: expect.stringContaining(part) as string })]);
  });
});

describe("container", () => {
  test.each(CASES)("$what", ({ files, says }) => {
    const workspace = workspaceOf({ "handler.py": "import os\nNAME = os.environ['MODEL_NAME']\n", ...files });
    const remark = containerRemark(readContainer(workspace, "handler.py"));
    if (says.length === 0) expect(remark).toBeUndefined();
    else expect(remark?.kind).toBe("decision");
    for (const part of says) expect(remark?.reason).toContain(part);
  });
});
