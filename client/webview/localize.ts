/** The translations of the page, which the extension writes into it; none in English. */
let texts: Readonly<Record<string, string>> = {};

export function translateWith(translations: string | undefined): void {
  texts = JSON.parse(translations ?? "{}") as Record<string, string>;
}

/** A text in the user's language. The message is its own key; `{0}` stands for the first value. */
export function t(message: string, ...values: readonly (string | number)[]): string {
  return (texts[message] ?? message).replace(/\{(\d+)\}/g, (all, index: string) =>
    String(values[Number(index)] ?? all),
  );
}
