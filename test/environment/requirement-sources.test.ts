import { beforeAll, describe, test } from "vitest";
import { checkRequirements, type RequirementsCase } from "./requirements-case.js";
import { loadGrammar } from "./workspace.js";

beforeAll(loadGrammar);

/** Where packages come from besides a list and the lines of a Dockerfile. */
const CASES: readonly RequirementsCase[] = [
  {
    what: "a clone that the Dockerfile installs is a repository for pip",
    files: {
      "handler.py": "import seedlab\nimport other\n",
      Dockerfile:
        "FROM ubuntu\nWORKDIR /opt\nRUN git clone --depth 1 -b v2 https://example.com/lab/seedlab.git && cd seedlab && pip install -e .[gpu]\nRUN git clone https://example.com/lab/other /src/other\nRUN pip install /src/other\n",
    },
    items: ["git+https://example.com/lab/seedlab.git@v2", "git+https://example.com/lab/other"],
  },
  {
    what: "a module of a repository that is only cloned",
    files: {
      "handler.py": "import requests\nfrom sampler import sample\n",
      Dockerfile: "FROM ubuntu\nRUN pip install requests\nRUN git clone https://example.com/lab/sampler\n",
    },
    items: ["requests"],
    remarks: [["decision", "clones `https://example.com/lab/sampler`, which may hold it"]],
  },
  {
    what: "the lines of a script that the image runs",
    files: {
      "handler.py": "import requests\n",
      "builder/setup.sh": "set -e\napt-get install -y git\npip install requests==2.31.0 \\\n  tqdm\n",
      Dockerfile: "FROM ubuntu\nCOPY builder/setup.sh /setup.sh\nRUN bash /setup.sh\n",
    },
    items: ["requests==2.31.0", "tqdm"],
  },
  {
    what: "conda's packages by their names on PyPI, and pip inside of an environment",
    files: {
      "handler.py": "import torch\n",
      Dockerfile:
        "FROM continuumio/miniconda3\nRUN conda install -y -c pytorch pytorch=2.1.0 torchvision pytorch-cuda=12.1 python=3.10 numpy=1.26\nRUN conda run --no-capture-output -n base pip install einops\n",
    },
    items: ["torch==2.1.0", "torchvision", "numpy==1.26.*", "einops"],
  },
  {
    what: "an environment file of conda",
    files: {
      "handler.py": "import torch\n",
      "environment.yml":
        "name: worker\nchannels:\n  - pytorch\ndependencies:\n  - python=3.10\n  - pytorch=2.1.0  # CUDA 12\n  - pip\n  - pip:\n      - transformers==4.40.0\n      - requests\nprefix: /opt\n",
    },
    items: ["torch==2.1.0", "transformers==4.40.0", "requests"],
  },
  {
    what: "a program that conda brings is no package of PyPI",
    files: {
      "handler.py": "import torch\n",
      "environment.yml": "dependencies:\n  - ffmpeg\n  - git\n  - pytorch\n",
    },
    items: ["torch"],
  },
  {
    what: "an index that uv is told of, and one of Poetry's",
    files: {
      "handler.py": "import torch\n",
      "pyproject.toml":
        '[project]\ndependencies = ["torch==2.4.1"]\n[[tool.uv.index]]\nname = "cu124"\nurl = "https://download.pytorch.org/whl/cu124"\n[[tool.uv.index]]\nurl = "https://pypi.org/simple"\n[[tool.poetry.source]]\nname = "lab"\nurl = "https://example.com/simple"\n',
    },
    items: [
      "--extra-index-url",
      "https://download.pytorch.org/whl/cu124",
      "--extra-index-url",
      "https://example.com/simple",
      "torch==2.4.1",
    ],
  },
  {
    what: "a Pipfile, and the tool that reads it",
    files: {
      "handler.py": "import torch\n",
      Pipfile:
        '[[source]]\nurl = "https://pypi.org/simple"\n[packages]\ntorch = "==2.2.0"\ntqdm = "*"\n[dev-packages]\npytest = "*"\n',
      Dockerfile: "FROM ubuntu\nRUN pip install pipenv poetry==1.8.2\nRUN pipenv install --system\n",
    },
    items: ["torch==2.2.0", "tqdm"],
  },
  {
    what: "what a setup.py asks for, by a name",
    files: {
      "handler.py": "import torch\n",
      "setup.py":
        'from setuptools import setup\n\nNEEDED = ["torch>=2", "runpod", "tqdm"]\n\nsetup(name="worker", install_requires=NEEDED)\n',
    },
    items: ["torch>=2", "tqdm"],
  },
  {
    what: "a file of Cog",
    files: {
      "handler.py": "import numpy\n",
      "cog.yaml":
        'build:\n  gpu: true\n  python_version: "3.10"\n  python_packages:\n    - "numpy==1.26.4"\n    # the next one is large\n    - "torch==2.1.0"\n  run:\n    - "echo done"\npredict: "predict.py:Predictor"\n',
    },
    items: ["numpy==1.26.4", "torch==2.1.0"],
  },
  {
    what: "a list above several projects says which version, not which package",
    files: {
      "requirements.txt": "torch==2.1.0\nnumpy==1.26.4\nrequests==2.31.0\n",
      "one/Dockerfile": "FROM ubuntu\nRUN pip install tqdm\n",
      "two/Dockerfile": "FROM ubuntu\n",
      "one/handler.py": "import numpy\nimport tqdm\nimport yaml\n",
    },
    items: ["tqdm", "numpy==1.26.4", "pyyaml"],
    remarks: [["note", "`pyyaml` is in `requirements`"]],
  },
  {
    what: "a build for one CUDA version needs PyTorch's own index",
    files: {
      "handler.py": "import torch\n",
      "requirements.txt": "torch==2.4.0+cu124\ntorchvision==0.19.0+cu124\n",
    },
    items: [
      "--extra-index-url",
      "https://download.pytorch.org/whl/cu124",
      "torch==2.4.0+cu124",
      "torchvision==0.19.0+cu124",
    ],
  },
  {
    what: "an index whose address is a variable, and a fork of RunPod's SDK",
    files: {
      "handler.py": "import requests\n",
      Dockerfile:
        "FROM ubuntu\nARG INDEX\nRUN pip install --index-url ${INDEX} requests git+https://example.com/someone/runpod-python.git@fix\n",
    },
    items: ["requests"],
  },
  {
    what: "names under which PyPI has something else are not installed",
    files: { "handler.py": "import requests\nimport nodes\nfrom comfy import model_management\n" },
    items: ["requests"],
    remarks: [
      ["note", "`requests` is in `requirements`"],
      ["decision", "`nodes` and `comfy`"],
    ],
  },
  {
    what: "what a helper's function asks for when it is called, and expects to miss",
    followed: true,
    files: {
      "hooks.py":
        "def log():\n    try:\n        import mlflow\n    except ImportError:\n        raise RuntimeError('install mlflow')\n",
      "handler.py": "import hooks\nimport requests\n",
    },
    items: ["requests"],
    remarks: [["note", "`requests` is in `requirements`"]],
  },
];

describe("sources of requirements", () => {
  test.each(CASES)("$what", checkRequirements);
});
