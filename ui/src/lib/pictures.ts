// Drawings of our own of what is made and of what it is made from, for people who read little: 48 by 48, outlines in the colour
// of the text, and fills by material: b brass, h dark horn, l bone and light horn, a aluminium, g glass, c cord.

const drop = (x: number, kind: string) => `<path d="M${x} 17c-1-4 0-9 4-9 3 0 3 4 0 5"/><path class="${kind}" d="M${x} 17c-5 8-7 12-7 16a7 7 0 0 0 14 0c0-4-2-8-7-16z"/>`;
const horn = (kind: string) => `<path class="${kind}" d="M8 40c16 2 30-8 32-32-7 10-14 13-24 15-7 2-11 10-8 17z"/><path d="M16 23c4 3 6 9 5 16M26 19c3 3 5 7 5 12"/>`;
const beads = (points: [number, number][], r: number) => points.map(([x, y]) => `<circle class="g" cx="${x}" cy="${y}" r="${r}"/>`).join('');

/** By the code in the example catalogue, or else by what kind of thing it is. */
const DRAWINGS = {
  fan: '<path class="b" d="M5 17c0 16 8 24 19 24s19-8 19-24l-7-3c0 11-5 17-12 17s-12-6-12-17z"/><path d="M24 31v10M17 29l-4 9M31 29l4 9M13 22l-7 5M35 22l7 5"/>',
  cuff: '<path class="h" fill-rule="evenodd" d="M17 41C9 38 5 31 5 24 5 14 13 7 24 7s19 7 19 17c0 7-4 14-12 17l-3-7c5-2 7-6 7-10 0-6-5-10-11-10s-11 4-11 10c0 4 2 8 7 10z"/><path class="s" d="M10 20c2-5 6-8 11-9"/>',
  hoops: '<circle class="r" cx="15" cy="31" r="9"/><circle class="r" cx="34" cy="31" r="9"/><path d="M15 21V9M34 21V9"/><path class="b" d="M12 9h6M31 9h6"/>',
  large_hoops: '<circle class="r" cx="14" cy="30" r="10.5"/><circle class="r" cx="34" cy="30" r="10.5"/><path d="M14 18V7M34 18V7M11 7h6M31 7h6"/>',
  bone_drops: drop(14, 'l') + drop(34, 'l'),
  drops: drop(14, 'h') + drop(34, 'h') + '<path class="b" d="M8 33a6 6 0 0 0 12 0zM28 33a6 6 0 0 0 12 0z"/>',
  ring: '<circle class="r" cx="24" cy="27" r="14"/><path d="M24 8v10M17 10l2 9M31 10l-2 9"/>',
  collar: '<path class="b" d="M6 8c0 20 6 33 18 33S42 28 42 8l-7 1c0 13-4 21-11 21S13 22 13 9z"/><path d="M24 30v11"/>',
  strand: '<path d="M8 7c0 20 6 31 16 31S40 27 40 7"/>' + beads([[9, 15], [12, 25], [18, 34], [27, 36], [34, 29], [38, 19]], 4),
  studs: '<path d="M14 24v15M34 24v15M10 39h8M30 39h8"/><circle class="a" cx="14" cy="18" r="9"/><circle class="a" cx="34" cy="18" r="9"/><path class="s" d="M9 16a6 6 0 0 1 4-4M29 16a6 6 0 0 1 4-4"/>',
  piece: '<path class="b" d="M24 6l16 12-6 20H14L8 18z"/><path d="M8 18h32M24 6l-7 12 7 20 7-20z"/>',

  sheet: '<path class="b" d="M5 31l14-7 24 7-15 9z"/><path class="b" d="M5 24l14-7 24 7-15 9z"/><path class="b" d="M5 17l14-8 24 8-15 8z"/>',
  wire: '<circle class="r" cx="23" cy="25" r="14"/><circle cx="23" cy="25" r="8"/><path class="w" d="M36 30c4 3 6 6 7 11"/>',
  ingot: '<path class="a" d="M13 15h22l9 21H4z"/><path d="M16 15l-3 12h22l-3-12M13 27L4 36M35 27l9 9"/>',
  horn_dark: horn('h'),
  horn_light: horn('l'),
  bone: '<path class="l" d="M12 29l17-17c-3-6 5-9 7-4 5 2 2 10-4 7L15 32l1 4c0 6-8 6-8 1-5-1-4-9 1-9z"/>',
  beads: beads([[15, 17], [33, 16], [24, 33]], 9) + '<path d="M13 17h4M31 16h4M22 33h4"/>',
  hook: '<path class="w" d="M31 41V19c0-14-17-15-17-3 0 5 4 8 8 6"/><circle class="b" cx="31" cy="40" r="3"/>',
  post: '<path class="w" d="M7 24h21"/><circle class="b" cx="8" cy="24" r="4"/><path class="b" d="M28 16c9-5 15 2 9 8 6 6 0 13-9 8z"/>',
  cord: '<path class="k" d="M7 35c6-18 10-18 13-6s6 12 9-1 6-13 12-10"/>',
  chain: '<g class="o"><rect x="4" y="19" width="17" height="11" rx="5.5"/><rect x="27" y="19" width="17" height="11" rx="5.5"/><path class="w" d="M17 24.500h14"/></g>',
  paper: '<path class="c" d="M9 7h24l7 7v27H9z"/><path d="M33 7v7h7M16 20h.1M24 18h.1M31 22h.1M18 28h.1M27 29h.1M15 35h.1M23 36h.1M33 34h.1"/>',
  bottle: '<path class="g" d="M19 6h10v8c6 3 7 7 7 12v15H12V26c0-5 1-9 7-12z"/><path d="M12 25h24v10H12z"/>',
  box: '<path class="c" d="M5 15l19-8 19 8v19l-19 8-19-8z"/><path d="M5 15l19 8 19-8M24 23v19"/>',
} as const;

export type Drawing = keyof typeof DRAWINGS;
export const drawing = (name: Drawing): string => DRAWINGS[name];
export const ALL = Object.keys(DRAWINGS) as Drawing[];

const PRODUCTS: [RegExp, Drawing][] = [
  [/CUFF-01|fan|feni/, 'fan'],
  [/CUFF|bangle|bracelet|bangili/i, 'cuff'],
  [/HOOP-02/, 'large_hoops'],
  [/HOOP|hoop|duara/, 'hoops'],
  [/DROP-01|bone drop|herini za mfupa/i, 'bone_drops'],
  [/STUD|stud|vipini/i, 'studs'],
  [/DROP|earring|herini/i, 'drops'],
  [/RING|\bring\b|pete/i, 'ring'],
  [/NECK-02|bead|strand|shanga/i, 'strand'],
  [/NECK|necklace|collar|pendant|mkufu/i, 'collar'],
];

const MATERIALS: [RegExp, Drawing][] = [
  [/chain|mkufu/i, 'chain'],
  [/wire|waya/i, 'wire'],
  [/paper|sand|msasa/i, 'paper'],
  [/hook|kulabu/i, 'hook'],
  [/post|kishikio/i, 'post'],
  [/bead|glass|shanga/i, 'beads'],
  [/light|nyeupe.*pembe|pembe.*nyeupe/i, 'horn_light'],
  [/horn|pembe/i, 'horn_dark'],
  [/bone|mfupa/i, 'bone'],
  [/\balu|alumin/i, 'ingot'],
  [/cord|thread|leather|kamba|ngozi/i, 'cord'],
  [/polish|paste|glue|oil/i, 'bottle'],
  [/brass|sheet|copper|shaba|bati/i, 'sheet'],
];

const find = (rules: [RegExp, Drawing][], text: string, otherwise: Drawing) => rules.find(([rule]) => rule.test(text))?.[1] ?? otherwise;

/** Of a product, by its SKU first and then by its names; `piece` when nothing is known of it. */
export const productDrawing = (sku: string, names = ''): Drawing => find(PRODUCTS, `${sku} ${names}`, 'piece');
/** Of a material, by its code first and then by its names; `box` when nothing is known of it. */
export const materialDrawing = (code: string, names = ''): Drawing => find(MATERIALS, `${code} ${names}`, 'box');
