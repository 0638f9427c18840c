// A film of a QR code, as a person holds it before a camera: uncompressed YUV4MPEG2, which Chromium's fake camera plays.

import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const ui = createRequire(new URL('../../../ui/package.json', import.meta.url));
const { default: encodeQR } = await import(pathToFileURL(ui.resolve('qr')));

const WIDTH = 640;
const HEIGHT = 480;

/** A grey room with a white card that has the code of `text` on it; without a text the card is empty. */
export async function filmOf(text, path) {
  const light = Buffer.alloc(WIDTH * HEIGHT, 96);
  const cells = text === null ? [] : encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const cell = Math.floor(300 / (cells.length || 1));
  const side = cell * (cells.length || 1);
  const [left, top] = [(WIDTH - side) / 2, (HEIGHT - side) / 2].map(Math.floor);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const dark = cells[Math.floor(y / cell)]?.[Math.floor(x / cell)] ?? false;
      light[(top + y) * WIDTH + left + x] = dark ? 30 : 220;
    }
  }
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, grey]);
  await writeFile(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420mpeg2\n`), frame, frame, frame]));
}
