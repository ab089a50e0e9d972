import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { launchChromium } from "./chromium.js";
import { desktopEditor, editorParts } from "./parts.js";
import { startEditor, type EditorServer } from "./server.js";

export interface Suite {
  /** The extension under development, as a folder. */
  readonly extension: string;
  /** A module that exports `run(): Promise<void>`. */
  readonly module: string;
  /** The folder that the editor opens. */
  readonly workspace: string;
  readonly data: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Sees each line that the suite logs. */
  readonly log: (line: string) => void;
}

const suiteTimeout = 300_000;

/** Runs a suite inside a real VS Code: the desktop's where there is one and a screen, else the one in a browser. */
export async function runSuite(suite: Suite): Promise<number> {
  return desktopEditor() === undefined ? runInBrowser(suite) : runOnDesktop(suite);
}

async function runOnDesktop({ extension, module, workspace, env }: Suite): Promise<number> {
  return runTests({
    extensionDevelopmentPath: extension,
    extensionTestsPath: module,
    launchArgs: [workspace, "--disable-workspace-trust", "--disable-extensions"],
    extensionTestsEnv: env,
  });
}

async function runInBrowser(suite: Suite): Promise<number> {
  const parts = await editorParts();
  const { data, settings = {} } = suite;
  const env = { ...process.env, ...suite.env };
  const server = await startEditor(parts, {
    data,
    settings,
    env,
    automation: true,
    extensions: join(data, "extensions"),
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const exit = new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error("The suite did not end in time."));
      }, suiteTimeout);
      void page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => {
        suite.log(args.map(String).join(" "));
      });
      void page.exposeFunction("codeAutomationExit", (code: number) => {
        clearTimeout(late);
        resolve(code);
      });
    });
    await page.goto(suiteAddress(server, suite));
    return await exit;
  } finally {
    await browser.close();
    await server.stop();
  }
}

function suiteAddress(server: EditorServer, { extension, module, workspace }: Suite): string {
  const remote = `vscode-remote://${server.authority}`;
  const payload = [
    ["extensionDevelopmentPath", remote + extension],
    ["extensionTestsPath", remote + module],
  ];
  return server.addressOf(workspace, { payload: JSON.stringify(payload) });
}
