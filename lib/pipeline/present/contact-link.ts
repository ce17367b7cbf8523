const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const PHONE = /^\+?[\d\s()/.-]{5,}$/;

/** Where a contact leads: an address of the web, a mailbox, a telephone; null for anything else, such as a name. */
export function contactHref(contact: string): string | null {
  const text = contact.trim();
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) ? text : null;
  if (EMAIL.test(text)) return `mailto:${encodeURIComponent(text).replace("%40", "@")}`;
  if (PHONE.test(text)) return `tel:${text.replace(/[^\d+]/g, "")}`;
  return null;
}
