import { window, type ExtensionContext, type SecretStorage } from "vscode";
import { isKey } from "./fal-key.js";
import { t } from "./localize.js";

const NAME = "fal.key";

/** The user's key of fal: kept in the editor's secret storage, or taken from `FAL_KEY`; never in settings or logs. */
export class Credentials {
  readonly #secrets: SecretStorage;

  constructor({ secrets }: ExtensionContext) {
    this.#secrets = secrets;
  }

  /** The key, without asking. Undefined where the CLI may still know one: `fal auth login` has its own. */
  async key(): Promise<string | undefined> {
    return (await this.#secrets.get(NAME)) ?? process.env["FAL_KEY"];
  }

  /** The key; asks where there is none. */
  async keyOrAsk(): Promise<string | undefined> {
    return (await this.key()) ?? (await this.ask());
  }

  async ask(): Promise<string | undefined> {
    const key = await window.showInputBox({
      title: t("API key of fal"),
      prompt: t("From fal.ai/dashboard/keys. It is kept in the editor's secret storage."),
      placeHolder: "id:secret",
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (isKey(text) ? undefined : t("A key has two parts with a colon between: id:secret.")),
    });
    if (key !== undefined) await this.#secrets.store(NAME, key.trim());
    return key?.trim();
  }

  async forget(): Promise<void> {
    await this.#secrets.delete(NAME);
    void window.showInformationMessage(t("The key is forgotten."));
  }
}
