/** Gives the visitor a file. */
export function downloadText(fileName: string, text: string, type = "text/csv;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser takes the address up after the click, not during it.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
