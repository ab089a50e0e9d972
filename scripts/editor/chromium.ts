import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium, type Browser } from "playwright-core";
import { CommandError, runOrFail } from "../setup/command.js";
import { installOnce } from "../setup/install-once.js";
import { step } from "../setup/progress.js";
import { npmInstall, partsFolder } from "./parts.js";

const version = "153.0.0";

/** Where browsers of this family usually are. */
const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser without a window: the machine's own where there is one, else one from an npm package. */
export async function launchChromium(): Promise<Browser> {
  const own = installed.find((path) => existsSync(path));
  if (own !== undefined) return chromium.launch({ executablePath: own, args: flags });
  const { executable, env } = await packagedChromium();
  return chromium.launch({ executablePath: executable, args: flags, env });
}

interface PackagedChromium {
  readonly executable: string;
  readonly env: Record<string, string>;
}

async function packagedChromium(): Promise<PackagedChromium> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new CommandError("A browser is needed for this: install Chrome or Chromium in its usual place.");
  }
  const folder = join(partsFolder, `chromium-${version}`);
  await installOnce({
    folder,
    contents: [`@sparticuz/chromium@${version}`],
    create: async (contents) => {
      await npmInstall("Fetching a browser (npm, 70 MB)", folder, contents);
      await step("Unpacking the browser", () => unpack(folder));
    },
    onWait: () => {
      console.log("Another process is fetching the browser; waiting for it …");
    },
  });
  await writeFile(join(folder, "fonts.conf"), fontConfiguration(folder));
  return { executable: join(folder, "chromium"), env: environmentFor(folder) };
}

/** The package holds the browser, its libraries and a font, each compressed: its own code would unpack them to /tmp. */
async function unpack(folder: string): Promise<void> {
  const packed = join(folder, "node_modules/@sparticuz/chromium/bin");
  const executable = join(folder, "chromium");
  await writeFile(executable, brotliDecompressSync(await readFile(join(packed, "chromium.br"))));
  await chmod(executable, 0o755);
  for (const archive of ["al2023.tar", "fonts.tar", "swiftshader.tar"]) {
    await writeFile(join(folder, archive), brotliDecompressSync(await readFile(join(packed, `${archive}.br`))));
    await runOrFail("tar", ["-xf", archive], { cwd: folder });
  }
}

function fontConfiguration(folder: string): string {
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", join(folder, "fonts")];
  const lines = folders.map((each) => `  <dir>${each}</dir>`).join("\n");
  const fonts = ["DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono"].map((name) => `<family>${name}</family>`);
  const code = `  <alias><family>monospace</family><prefer>${fonts.join("")}</prefer></alias>`;
  return `<?xml version="1.0"?>\n<fontconfig>\n${lines}\n${code}\n  <cachedir>${join(folder, "font-cache")}</cachedir>\n</fontconfig>\n`;
}

function environmentFor(folder: string): Record<string, string> {
  const libraries = [join(folder, "lib"), folder, process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(inherited),
    LD_LIBRARY_PATH: libraries,
    FONTCONFIG_FILE: join(folder, "fonts.conf"),
  };
}
