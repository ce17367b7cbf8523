/** An address with a parameter set, or without it (null); what else it says stays. */
export function withParameter(path: string, search: string, name: string, value: string | null): string {
  const parameters = new URLSearchParams(search);
  parameters.delete(name);
  if (value !== null) parameters.set(name, value);
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}
