import { guideRow, pages, type Rule } from "./rule.js";

export const containerImage: Rule = {
  name: "container-image",
  title: "The Dockerfile does more than install packages",
  mappings: [guideRow("Dockerfile + Docker Hub", "requirements = [...] or ContainerImage")],
  why: "A Dockerfile that only installs Python packages becomes `requirements`. Where it installs system packages, downloads weights or starts servers, `ContainerImage.from_dockerfile_str` takes it over, without the lines that copy and start the handler.",
  links: pages("container-image", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [],
};
