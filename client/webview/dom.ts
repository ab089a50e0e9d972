type Child = Node | string | undefined;

/** Properties of an element; `aria` and `data` attributes are given by their names. */
type Properties<Tag extends keyof HTMLElementTagNameMap> = {
  readonly [Name in keyof HTMLElementTagNameMap[Tag]]?: HTMLElementTagNameMap[Tag][Name] | undefined;
};

/** Makes an element with its properties and children. Texts become text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) Reflect.set(made, name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button with its text and what it does. */
export function button(text: string, onClick: () => void, className = "secondary"): HTMLButtonElement {
  return element("button", { type: "button", textContent: text, className, onclick: onClick });
}

/** Sets or removes attributes that have no property. */
export function attributes(target: Element, values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) target.removeAttribute(name);
    else target.setAttribute(name, value);
  }
}
