// An invitation as people type it and as a QR code holds it: docs/PROTOCOL.md, Enrolment.

export interface Invitation {
  /** The 12 characters. */
  code: string;
  /** Address of the server; empty for the one that the app knows. */
  server: string;
}

export const LENGTH = 12;
const MARK = 'KARAKANA:';
const ADDRESS = /^https?:\/\/[^#?@"<>\\\s]+$/i;

/** The characters of a code, as typed so far: any case, with or without dashes, and letters that are taken for digits. */
export function characters(text: string): string {
  const plain = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return plain.replace(/O/g, '0').replace(/[IL]/g, '1').replace(/U/g, '').slice(0, LENGTH);
}

/** `7K2M-0XQZ-PA41`, as an invitation is printed. */
export function grouped(text: string): string {
  return characters(text).match(/.{1,4}/g)?.join('-') ?? '';
}

/** What a camera saw or a person pasted; nothing when it is no invitation. */
export function readInvitation(text: string): Invitation | null {
  const all = text.trim();
  const marked = all.toUpperCase().startsWith(MARK);
  const rest = marked ? all.slice(MARK.length) : all;
  const end = marked ? rest.indexOf(':') : -1;
  const code = end < 0 ? rest : rest.slice(0, end);
  const address = end < 0 ? '' : rest.slice(end + 1);
  // A bare text is the 12 characters and nothing else: the QR code on a bottle is no invitation.
  if (!/^[0-9A-Z]{12}$/i.test(code.replace(/[\s-]/g, '')) || characters(code).length !== LENGTH) return null;
  if (address === '') return end < 0 ? { code: characters(code), server: '' } : null;
  if (!ADDRESS.test(address) || address.length > 200) return null;
  // Scheme and host are small letters again; a path keeps its case.
  const server = address.replace(/^[^/]*\/\/[^/]*/, (host) => host.toLowerCase());
  return { code: characters(code), server };
}

/** The text of the QR code, in capitals as far as may be: that makes the code small. */
export function writeInvitation({ code, server }: Invitation): string {
  const address = server.replace(/^[^/]*\/\/[^/]*/, (host) => host.toUpperCase());
  return MARK + code + (address ? `:${address}` : '');
}
