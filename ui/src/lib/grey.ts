// What the core looks for QR codes in: a byte for each pixel, in base 64.

/** Arguments of one call, of which engines take only so many. */
const AT_ONCE = 8192;

/** The shades of grey of `colours`, four bytes for each pixel as a canvas has them: green is what an eye takes for bright. */
export function greyOf(colours: Uint8ClampedArray): string {
  const grey = new Uint8Array(colours.length / 4);
  for (let at = 0; at < grey.length; at += 1) {
    const red = colours[4 * at] ?? 0;
    const green = colours[4 * at + 1] ?? 0;
    const blue = colours[4 * at + 2] ?? 0;
    grey[at] = (red + 2 * green + blue) >> 2;
  }
  let text = '';
  for (let at = 0; at < grey.length; at += AT_ONCE) text += String.fromCharCode(...grey.subarray(at, at + AT_ONCE));
  return btoa(text);
}
