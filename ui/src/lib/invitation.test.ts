import { describe, expect, it } from 'vitest';
import { grouped, readInvitation, writeInvitation } from './invitation';

describe('an invitation', () => {
  it('is read as people type it', () => {
    for (const typed of ['7K2M-0XQZ-PA41', '7k2m 0xqz pa41', '7K2MOXQZPA4I', ' 7k2moxqzpa4l '])
      expect(readInvitation(typed)).toEqual({ code: '7K2M0XQZPA41', server: '' });
    expect(grouped('7k2moxq')).toBe('7K2M-0XQ');
    expect(grouped('7K2M-0XQZ-PA41-and-more')).toBe('7K2M-0XQZ-PA41');
  });

  it('is read as a QR code holds it', () => {
    const server = 'https://karakana.example/Kibera';
    const text = 'KARAKANA:7K2M0XQZPA41:HTTPS://KARAKANA.EXAMPLE/Kibera';
    expect(readInvitation(text)).toEqual({ code: '7K2M0XQZPA41', server });
    expect(readInvitation(text.toLowerCase())?.code).toBe('7K2M0XQZPA41');
    expect(readInvitation('KARAKANA:7K2M0XQZPA41')).toEqual({ code: '7K2M0XQZPA41', server: '' });
    expect(writeInvitation({ code: '7K2M0XQZPA41', server })).toBe(text);
    expect(readInvitation('KARAKANA:7K2M0XQZPA41:HTTP://127.0.0.1:8421')?.server).toBe('http://127.0.0.1:8421');
  });

  it('is nothing else that a camera may see', () => {
    for (const other of [
      '', 'https://example.com', 'KARAKANA:', 'KARAKANA:7K2M0XQZPA4', 'KARAKANA:7K2M0XQZPA41:', 'KARAKANA:7K2M0XQZPA41:ftp://x',
      'KARAKANA:7K2M0XQZPA41:https://a@b', 'KARAKANA:7K2M0XQZPA41:https://b?c', `KARAKANA:7K2M0XQZPA41:https://${'x'.repeat(200)}`,
      '7K2M0XQZPA41:https://example.com', '7K2M0XQZPA41X', 'UUUUUUUUUUUU',
    ]) expect(readInvitation(other), other).toBeNull();
  });
});
