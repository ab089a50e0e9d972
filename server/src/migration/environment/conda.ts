import { isKnownDistribution } from "./known-packages.js";
import { NOTHING_FOUND, type FoundRequirements } from "./pip-options.js";
import { normalizedName, parseRequirement } from "./requirement.js";

/** What PyPI calls a package that conda has under another name; undefined for what no Python package stands for. */
const PYPI_NAMES: Readonly<Record<string, string | undefined>> = {
  pytorch: "torch",
  "pytorch-gpu": "torch",
  opencv: "opencv-python-headless",
  "py-opencv": "opencv-python-headless",
  "faiss-gpu": "faiss-gpu",
  "pytorch-lightning": "pytorch-lightning",
  "huggingface-hub": "huggingface-hub",
};

/** Packages of conda that are no Python packages, or that a virtual environment has anyway. */
const LEFT_OUT =
  /^(?:python|pip|setuptools|wheel|conda|mamba|pytorch-cuda|cudatoolkit.*|cuda(?:-.*)?|cudnn|mkl|nccl|libgcc.*)$/;

/** Programs and libraries of the system: what PyPI has under such a name is something else. */
const PROGRAMS =
  /^(?:ffmpeg|sox|git|git-lfs|graphviz|nodejs|openjdk|openssl|gcc.*|gxx.*|g\+\+|make|libsndfile|libgl.*|imagemagick|tesseract|poppler|redis|redis-server|rust|go)$/;

const WITH_VALUE = new Set(["-c", "--channel", "-n", "--name", "-p", "--prefix", "-f", "--file"]);

/** The words behind `conda install`; undefined for any other command. */
export function condaArguments(words: readonly string[]): readonly string[] | undefined {
  const tool = words.findIndex((word) => /(?:^|\/)(?:conda|mamba|micromamba)$/.test(word));
  if (tool < 0 || tool > 1) return undefined;
  const verb = words.findIndex((word, index) => index > tool && word === "install");
  const between = words.slice(tool + 1, verb).every((word) => word.startsWith("-"));
  return verb < 0 || !between ? undefined : words.slice(verb + 1);
}

/** The file of which `conda env create -f` or `conda env update` makes an environment; undefined for any other command. */
export function condaFileArgument(words: readonly string[]): string | undefined {
  const tool = words.findIndex((word) => /(?:^|\/)(?:conda|mamba|micromamba)$/.test(word));
  if (tool < 0 || tool > 1) return undefined;
  const option = words.findIndex((word) => /^(?:-f|--file)$/.test(word));
  const glued = words.map((word) => /^--file=(.+)$/.exec(word)?.[1]).find((name) => name !== undefined);
  return option < 0 ? glued : words[option + 1];
}

/** The package specifications among the arguments of `conda install`. */
function specifications(words: readonly string[]): readonly string[] {
  return words.filter((word, index) => !word.startsWith("-") && !WITH_VALUE.has(words[index - 1] ?? ""));
}

/** Whether `requirements` can stand for all that a `conda install` brings. */
export function isPlainConda(words: readonly string[]): boolean {
  return specifications(words).every((word) => {
    const name = nameOf(word);
    if (PROGRAMS.test(name)) return false;
    return LEFT_OUT.test(name) || PYPI_NAMES[name] !== undefined || isKnownDistribution(name);
  });
}

/** What a list of conda packages stands for on PyPI; packages of which that is not known are left out. */
export function readCondaPackages(words: readonly string[], source: string): FoundRequirements {
  const found = specifications(words).flatMap((word) => {
    const name = nameOf(word);
    if (LEFT_OUT.test(name) || PROGRAMS.test(name)) return [];
    const distribution = PYPI_NAMES[name] ?? (isKnownDistribution(name) ? name : undefined);
    const requirement = distribution === undefined ? undefined : parseRequirement(distribution + versionOf(word));
    return requirement === undefined ? [] : [{ requirement, source }];
  });
  return { ...NOTHING_FOUND, found };
}

function nameOf(word: string): string {
  const name = /^(?:[\w.-]+::)?([\w.-]+)/.exec(word.replace(/^["']/, ""))?.[1] ?? word;
  return normalizedName(name);
}

/** `==2.1.0` for `pytorch=2.1.0` and `pytorch=2.1.0=py3_cuda`; a bare `pytorch` has none. */
function versionOf(word: string): string {
  const text = word.replace(/^[\w.:-]+/, "");
  const exact = /^={1,2}([\d.]+)(?:=.*)?$/.exec(text)?.[1];
  if (exact !== undefined) return exact.split(".").length > 2 || text.startsWith("==") ? `==${exact}` : `==${exact}.*`;
  return /^[<>!]/.test(text) ? text : "";
}
