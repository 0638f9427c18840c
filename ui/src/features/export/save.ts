// Puts a file where the person finds it again: the browser's or the window's own download, and on Android the phone's folder
// of downloads, since a WebView there has none of its own.

import { backend } from '$lib/backend/backend';
import { handset } from '$lib/handset';

export interface ToSave {
  name: string;
  mime: string;
  /** In base 64. */
  bytes: string;
}

/** A text as such a file, in UTF-8. */
export function textFile(name: string, text: string): ToSave {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return { name, mime: 'text/csv;charset=utf-8', bytes: btoa(binary) };
}

/** Under which name it was saved; nothing when it could not be. A browser does not tell: it is the name that was asked for. */
export async function save(file: ToSave): Promise<string | null> {
  const there = handset.saveFile(file.name, file.mime, file.bytes);
  if (there !== undefined) return there || null;
  const bytes = Uint8Array.from(atob(file.bytes), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: file.mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  document.body.append(link);
  const saved = await backend.saved?.();
  link.click();
  link.remove();
  // Not at once: the browser begins to read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return saved ? saved.name : file.name;
}
