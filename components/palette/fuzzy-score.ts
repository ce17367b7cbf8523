/** How well a text holds what somebody typed; compared with each other, 1 is the best. */
const STARTS_WORD = 1;
const INSIDE = 0.8;
/** Letters in the right order, with others between. */
const SCATTERED = 0.6;
/** Fewer of its letters at a word's start or beside each other, and it is chance. */
const LEAST_GOOD = 0.6;
/** The same words in a shorter text are closer to what was meant. */
const LENGTH_PENALTY = 0.001;

/** 0–1 for a text that holds every word of `query`, whole or scattered; null for one that does not. */
export function fuzzyScore(query: string, text: string): number | null {
  const where = plain(text);
  let sum = 0;
  const terms = plain(query).split(" ").filter(Boolean);
  for (const term of terms) {
    const score = termScore(term, where);
    if (score === null) return null;
    sum += score;
  }
  return terms.length === 0 ? 0 : Math.max(0, sum / terms.length - where.length * LENGTH_PENALTY);
}

/** Without accents, capitals and signs between words. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
}

const startsWord = (text: string, at: number) => at === 0 || text[at - 1] === " ";

function termScore(term: string, text: string): number | null {
  let found = text.indexOf(term);
  if (found >= 0) {
    while (found >= 0 && !startsWord(text, found)) found = text.indexOf(term, found + 1);
    return found >= 0 ? STARTS_WORD : INSIDE;
  }
  let best = 0;
  for (let start = text.indexOf(term[0]); start >= 0; start = text.indexOf(term[0], start + 1))
    best = Math.max(best, goodShare(term, text, start));
  return best < LEAST_GOOD ? null : SCATTERED * best;
}

/** Share of the term's letters that stand at a word's start or beside the one before; 0 where one is missing. */
function goodShare(term: string, text: string, start: number): number {
  let good = 0;
  let last = start - 1;
  for (const letter of term) {
    const at = nextPlace(letter, text, last);
    if (at < 0) return 0;
    if (at === last + 1 ? last >= start || startsWord(text, at) : startsWord(text, at)) good++;
    last = at;
  }
  return good / term.length;
}

/** Beside the last letter, or at the next word that begins with it, or wherever it comes next. */
function nextPlace(letter: string, text: string, last: number): number {
  if (text[last + 1] === letter) return last + 1;
  const word = text.indexOf(` ${letter}`, last + 1);
  return word >= 0 ? word + 1 : text.indexOf(letter, last + 1);
}
