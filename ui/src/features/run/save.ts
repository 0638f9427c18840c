/** Saves a text as a file: the browser's own download. A window without downloads shows the text to copy instead. */
export function saveText(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Not at once: the browser begins to read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
