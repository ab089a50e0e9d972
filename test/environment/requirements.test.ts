import { beforeAll, describe, expect, test } from "vitest";
import { inferRequirements } from "../../server/src/migration/environment/requirements.js";
import { checkRequirements, type RequirementsCase } from "./requirements-case.js";
import { loadGrammar, moduleOf, workspaceOf } from "./workspace.js";

beforeAll(loadGrammar);

const CASES: readonly RequirementsCase[] = [
  {
    what: "a list with pins keeps them and its order",
    files: {
      "handler.py": "import torch\nimport requests\n",
      "requirements.txt": "# base\nrunpod==1.7.0\ntorch==2.1.0  # cu121\nrequests>=2.31,<3\n\nTorch==2.1.0\n",
    },
    items: ["torch==2.1.0", "requests>=2.31,<3"],
  },
  {
    what: "what fal brings is left out, pins are said",
    files: {
      "handler.py": "import requests\n",
      "requirements.txt":
        "requests\nfastapi\nuvicorn[standard]\npydantic==1.10.13\ntyping_extensions==4.5.0\npydantic[email]\n",
    },
    items: ["requests", "email-validator"],
    remarks: [["note", "`pydantic==1.10.13` and `typing_extensions==4.5.0` are left out"]],
  },
  {
    what: "imports alone",
    files: {
      "handler.py":
        "import os, json\nimport cv2\nfrom PIL import Image\nimport yaml\nimport runpod\nfrom runpod.serverless.utils import rp_cleanup\nfrom pydantic import BaseModel\nimport sklearn.svm\n",
    },
    items: ["opencv-python-headless", "pillow", "pyyaml", "scikit-learn"],
    remarks: [["note", "are in `requirements` because the code imports them; the project has no list of packages"]],
  },
  {
    what: "companions of diffusers",
    files: { "handler.py": "import torch\nfrom diffusers import StableDiffusionXLPipeline\n" },
    items: ["torch", "diffusers", "transformers", "accelerate"],
    remarks: [
      ["note", "`torch` and `diffusers` are in `requirements`"],
      ["note", "`transformers` is in `requirements` for `diffusers`"],
      ["note", "`accelerate` is in `requirements` for `diffusers`"],
    ],
  },
  {
    what: "companions only where the code needs them",
    files: {
      "requirements.txt": "transformers==4.44.0\ntorch\n",
      "handler.py": "from transformers import AutoModel\nm = AutoModel.from_pretrained('x', device_map='auto')\n",
    },
    items: ["transformers==4.44.0", "torch", "accelerate"],
    remarks: [["note", "`device_map` needs it"]],
  },
  {
    what: "an import that the list lacks",
    files: { "handler.py": "import numpy\nimport boto3\n", "requirements.txt": "runpod\nnumpy==1.26.4\n" },
    items: ["numpy==1.26.4", "boto3"],
    remarks: [["note", "`boto3` is in `requirements` because the code imports it; no list names it"]],
  },
  {
    what: "another name of the same distribution serves",
    files: {
      "handler.py": "import cv2, onnxruntime, whisper, faiss, PIL\n",
      "requirements.txt":
        "opencv-contrib-python==4.9.0.80\nonnxruntime-gpu\ngit+https://github.com/openai/whisper.git\nfaiss-gpu\nPillow\n",
    },
    items: [
      "opencv-contrib-python==4.9.0.80",
      "onnxruntime-gpu",
      "git+https://github.com/openai/whisper.git",
      "faiss-gpu",
      "Pillow",
    ],
  },
  {
    what: "optional, type-checking, local and standard imports",
    files: {
      "handler.py":
        "import utils, tomllib\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas\ntry:\n    import xformers\nexcept ImportError:\n    pass\ntry:\n    import numpy\nexcept ImportError:\n    raise\n",
      "utils.py": "import requests\n",
    },
    items: ["numpy"],
    remarks: [["note", "`numpy` is in `requirements`"]],
  },
  {
    what: "included files, options, hashes and markers",
    files: {
      "handler.py": "",
      "requirements.txt":
        "-r requirements/gpu.txt\n--extra-index-url https://download.pytorch.org/whl/cu121\n-f https://example.org/wheels\nfoo==1.0 \\\n    --hash=sha256:abc \\\n    --hash=sha256:def\nbar; sys_platform == 'win32'\nbaz==2 ; platform_system == \"Linux\"\nqux>=1 ; python_version < '3.11'\n",
      "requirements/gpu.txt": "-r ../requirements.txt\ntorch\n",
    },
    items: [
      "--extra-index-url",
      "https://download.pytorch.org/whl/cu121",
      "--find-links",
      "https://example.org/wheels",
      "torch",
      "foo==1.0",
      "baz==2",
      "qux>=1; python_version < '3.11'",
    ],
  },
  {
    what: "local paths and missing includes are decisions",
    files: { "handler.py": "", "requirements.txt": "-e .\n./vendor/pkg\n-r more.txt\na b\nrequests\n" },
    items: ["requests"],
    remarks: [
      ["decision", "includes `more.txt`, which is not there"],
      ["decision", "a line that is no requirement, `a b`"],
      ["note", "`requirements.txt` installs `.` from the project"],
      ["decision", "`requirements.txt` installs `./vendor/pkg`"],
    ],
  },
  {
    what: "passwords stay where they are",
    files: {
      "handler.py": "",
      "requirements.txt":
        "git+https://x:token123@github.com/a/b.git\n--index-url https://u:p@pypi.example.org/simple\ngit+ssh://git@github.com/a/c.git\n",
    },
    items: ["git+ssh://git@github.com/a/c.git"],
    remarks: [
      ["decision", "A package index in the old set-up has a password"],
      ["decision", "installs `b` from an address with a password in it"],
    ],
  },
  {
    what: "the file that the Dockerfile installs wins over a nearer one",
    files: {
      "src/handler.py": "",
      "src/requirements.txt": "wrong\n",
      "builder/requirements.txt": "right==1\nrunpod\n",
      Dockerfile:
        "FROM python:3.11-slim\nCOPY builder/requirements.txt /requirements.txt\nRUN python3 -m pip install --upgrade pip && \\\n    pip install --no-cache-dir -r /requirements.txt && rm /requirements.txt\nADD src .\nCMD python -u /handler.py\n",
    },
    items: ["right==1"],
    remarks: [["note", "has Python 3.11"]],
  },
  {
    what: "packages in the lines of the Dockerfile",
    files: {
      "handler.py": "",
      Dockerfile:
        'FROM python:3.11\nARG TORCH=2.1.0\nRUN pip3 install runpod "torch==${TORCH}" torchvision --index-url https://download.pytorch.org/whl/cu118\nRUN uv pip install --system "transformers>=4.40,<5" \'x[y]==1\'\nRUN apt-get install -y git\nHEALTHCHECK CMD pip install nothing\n',
    },
    items: [
      "--extra-index-url",
      "https://download.pytorch.org/whl/cu118",
      "torch==2.1.0",
      "torchvision",
      "transformers>=4.40,<5",
      "x[y]==1",
    ],
    remarks: [["note", "has Python 3.11"]],
  },
  {
    what: "the list beside the worker and the lines of the Dockerfile together",
    files: {
      "handler.py": "",
      "requirements.txt": "a\nb==1\n",
      Dockerfile: "FROM python:3.11\nRUN pip install a==2 c\n",
    },
    items: ["a==2", "b==1", "c"],
    remarks: [["note", "has Python 3.11"]],
  },
  {
    what: "the torch of the base image",
    files: {
      "handler.py": "import torch\nimport requests\n",
      "requirements.txt": "requests\n",
      Dockerfile:
        "FROM runpod/pytorch:2.2.0-py3.10-cuda12.1.1-devel-ubuntu22.04\nRUN pip install -r requirements.txt\nCMD python handler.py\n",
    },
    items: ["requests", "torch==2.2.0"],
    remarks: [
      ["note", "the image `runpod/pytorch:2.2.0-py3.10-cuda12.1.1-devel-ubuntu22.04` brought it"],
      ["note", "has Python 3.10"],
    ],
  },
  {
    what: "a Dockerfile that installs what cannot be read",
    files: { "handler.py": "", Dockerfile: "FROM python:3.11\nRUN pip install $EXTRA requests -r /tmp/missing.txt\n" },
    items: ["requests"],
    remarks: [
      ["decision", "installs `$EXTRA`, which cannot be read"],
      ["decision", "installs from `/tmp/missing.txt`, which is not in the project"],
    ],
  },
  {
    what: "pyproject.toml",
    files: {
      "src/handler.py": "",
      "pyproject.toml": '[project]\nname = "x"\ndependencies = ["runpod~=1.7", "numpy<2", "httpx"]\n',
    },
    items: ["numpy<2", "httpx"],
  },
  {
    what: "Poetry",
    files: {
      "handler.py": "",
      "pyproject.toml":
        '[tool.poetry.dependencies]\npython = "^3.11"\nrunpod = "^1.6"\nnumpy = "^1.26.4"\nzero = "^0.3.1"\nloose = "*"\nexact = "1.2"\ntilde = "~2.1"\nclip = { git = "https://github.com/openai/CLIP.git", rev = "abc" }\nwith = { version = "^2.0", extras = ["a", "b"] }\nmaybe = { version = "1", optional = true }\n',
    },
    items: [
      "numpy>=1.26.4,<2",
      "zero>=0.3.1,<0.4",
      "loose",
      "exact==1.2",
      "tilde>=2.1,<2.2",
      "git+https://github.com/openai/CLIP.git@abc",
      "with[a,b]>=2.0,<3",
    ],
  },
  {
    what: "runpod.toml names the list",
    files: {
      "src/handler.py": "",
      "runpod.toml": '[runtime]\nrequirements_path = "deploy/packages.txt"\n',
      "deploy/packages.txt": "requests==2.32.0\n",
    },
    items: ["requests==2.32.0"],
  },
  {
    what: "a folder with a package's name",
    files: { "handler.py": "", "requirements.txt": "diffusers\n", "diffusers/setup.cfg": "" },
    items: ["diffusers>=0"],
    remarks: [["note", "`diffusers` is also a folder beside the app"]],
  },
  {
    what: "a list with a byte order mark and Windows line ends",
    files: { "handler.py": "", "requirements.txt": "\uFEFFrequests\r\nnumpy\r\n" },
    items: ["requests", "numpy"],
  },
  {
    what: "CUDA in onnxruntime",
    files: {
      "handler.py": "import onnxruntime\ns = onnxruntime.InferenceSession('m', providers=['CUDAExecutionProvider'])\n",
    },
    items: ["onnxruntime-gpu"],
    remarks: [["note", "`onnxruntime-gpu`"]],
  },
  {
    what: "a module that a listed package brings under another name",
    files: { "handler.py": "import skvideo, numpy\n", "requirements.txt": "scikit-video==1.1.11\nnumpy\n" },
    items: ["scikit-video==1.1.11", "numpy"],
    remarks: [
      ["note", "imports `skvideo`, which no list names and which is no well-known package; it is taken to come with"],
    ],
  },
  {
    what: "a module that only the image holds is not guessed at",
    files: {
      "handler.py": "import flux_pipeline, requests\n",
      Dockerfile:
        "FROM python:3.11\nRUN git clone https://github.com/a/flux-api /app\nRUN pip install numpy\nCMD python handler.py\n",
    },
    items: ["numpy", "requests"],
    remarks: [
      ["note", "`requests` is in `requirements`"],
      ["decision", "imports `flux_pipeline`, which no list names"],
    ],
  },
  {
    what: "an unknown module where nothing else is known",
    files: { "handler.py": "import some_thing\n" },
    items: ["some-thing"],
    remarks: [["note", "`some-thing` is in `requirements`"]],
  },
  {
    what: "a wheel with a name, and an archive of a repository",
    files: {
      "handler.py": "",
      "requirements.txt":
        "en-core-web-sm @ https://example.org/en_core_web_sm-3.8.0-py3-none-any.whl\nhttps://github.com/a/b/archive/refs/heads/main.zip\n",
    },
    items: [
      "en-core-web-sm @ https://example.org/en_core_web_sm-3.8.0-py3-none-any.whl",
      "https://github.com/a/b/archive/refs/heads/main.zip",
    ],
  },
  {
    what: "a Dockerfile below the folder that it is built from",
    files: {
      "handler.py": "",
      "base/Dockerfile":
        "FROM python\nCOPY base/requirements.txt /tmp/base-requirements.txt\nRUN if true; then uv pip install -r /tmp/base-requirements.txt; fi\n",
      "base/requirements.txt": "numpy==1.26.4\n",
      "base/handler.py": "",
    },
    items: ["numpy==1.26.4"],
  },
  { what: "nothing at all", files: { "handler.py": "import runpod\n" }, items: [] },
];

describe("requirements", () => {
  test.each(CASES)("$what", checkRequirements);

  test("each item tells where it comes from", () => {
    const workspace = workspaceOf({
      "handler.py": "import boto3\n",
      "requirements.txt": "requests\n",
      Dockerfile: "FROM python\nRUN pip install numpy\n",
    });
    const { sources } = inferRequirements(workspace, [moduleOf(workspace, "handler.py")]);
    expect([...sources]).toEqual([
      ["requests", "requirements.txt"],
      ["numpy", "Dockerfile"],
      ["boto3", "imports"],
    ]);
  });
});
