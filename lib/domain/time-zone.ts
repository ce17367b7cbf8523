/** An IANA name begins with a letter, which an offset such as "+02:00" does not: offsets know no summer time. */
const IANA_NAME = /^[a-z]/i;

/** Whether this runtime knows the IANA time zone, such as "Europe/Dublin". */
export function isTimeZone(name: string): boolean {
  if (!IANA_NAME.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
