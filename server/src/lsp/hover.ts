import { MarkupKind, type Hover, type HoverParams } from "./language-server.js";
import type { CancellationToken } from "./language-server.js";
import type { Finding, Safety } from "../migration/finding.js";
import { shownFindings } from "./diagnostics.js";
import type { Engine } from "./engine.js";
import { mayHaveFindings } from "./findings-store.js";
import { rangeOf } from "./positions.js";
import { engineFor, type Session } from "./session.js";

/** What a fix of each safety means for the person who is about to take it. */
const SAFETIES: Readonly<Record<Safety, string>> = {
  safe: "Safe fix",
  review: "Fix to review, a behaviour may change",
  manual: "By hand",
};

/** Explains the findings under the cursor: what stands there, why it changes, what fal has instead, where to read on. */
export async function hover(
  session: Session,
  { textDocument, position }: HoverParams,
  token: CancellationToken,
): Promise<Hover | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !mayHaveFindings(document)) return null;
  const engine = await engineFor(session, document, token);
  const offset = document.offsetAt(position);
  const found = shownFindings(session, document, engine)
    .map(({ finding }) => finding)
    .filter(({ span }) => span.start <= offset && offset <= span.end);
  const innermost = found.reduce<Finding | undefined>((best, next) => smaller(best, next), undefined);
  if (innermost === undefined) return null;
  const { markdownHover } = session.features;
  const style = markdownHover ? MARKDOWN : PLAIN;
  const value = found.map((finding) => explain(engine, finding, style)).join(style.rule);
  const contents = { kind: markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value };
  return { contents, range: rangeOf(document, innermost.span) };
}

interface Style {
  readonly strong: (text: string) => string;
  readonly link: (address: string) => string;
  readonly rule: string;
}

const MARKDOWN: Style = {
  strong: (text) => `**${text}**`,
  link: (address) => `[${hostAndPath(address)}](${address})`,
  rule: "\n\n---\n\n",
};

const PLAIN: Style = { strong: (text) => text, link: (address) => address, rule: "\n\n" };

function explain(engine: Engine, { rule, message, fix }: Finding, { strong, link }: Style): string {
  const text = engine.rule(rule);
  const paragraphs = [message];
  if (text !== undefined) paragraphs.push(text.why, ...text.mappings.map(({ runpod, fal }) => `${runpod} → ${fal}`));
  if (fix !== undefined) paragraphs.push(`${strong(`${SAFETIES[fix.safety]}:`)} ${fix.title}`);
  paragraphs.push([rule, ...(text?.links ?? []).map(link)].join(" · "));
  return paragraphs.join("\n\n");
}

function hostAndPath(address: string): string {
  return address.replace(/^https:\/\/|\/$/g, "");
}

function smaller(best: Finding | undefined, next: Finding): Finding {
  return best !== undefined && best.span.end - best.span.start <= next.span.end - next.span.start ? best : next;
}
