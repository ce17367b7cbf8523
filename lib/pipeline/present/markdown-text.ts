/** Control characters, and those that turn the direction of what follows: they show something else than there is. */
const UNSEEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g;
/** Whatever may begin or end markup in CommonMark, its GitHub dialect or HTML. A backslash before any of them is allowed. */
const MARKUP = /[\\`*_{}[\]()#+\-.!|~:=^$"']/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
/** Shown as nothing; keeps apart what readers make links of, escaped or not: addresses, mails, mentions, issues. */
const WORD_JOINER = "\u2060";

/** A text of others as one line of Markdown that shows it as it is, and does nothing. */
export function markdownText(text: string): string {
  return text
    .replace(UNSEEN, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/:\/|www(?=\.)|[@#]/gi, (linked) =>
      linked === ":/" ? `:${WORD_JOINER}/` : `${linked}${WORD_JOINER}`,
    )
    .replace(/[&<>]/g, (character) => ENTITIES[character]!)
    .replace(MARKUP, (character) => `\\${character}`);
}
