type Translate = (message: string, ...values: (string | number)[]) => string;

let translate: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (all, index: string) => String(values[Number(index)] ?? all));

/** Takes the editor's translations; before that, and in tests, texts are English. */
export function translateWith(given: Translate): void {
  translate = given;
}

/** A text in the user's language. The message is its own key; `{0}` stands for the first value. */
export function t(message: string, ...values: (string | number)[]): string {
  return translate(message, ...values);
}
