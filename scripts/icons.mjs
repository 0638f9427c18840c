// Writes the Android app's pictures from the mark that the UI shows. The mark is made of one square and circles, so it stays
// a vector: sharp on every screen, and 3 kB instead of 100.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';

const [source, res] = process.argv.slice(2);
const svg = readFileSync(source, 'utf8');
const attributes = (tag) => Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
const all = (name) => [...svg.matchAll(new RegExp(`<${name} [^>]*>`, 'g'))].map(([tag]) => attributes(tag));
const known = ['svg', 'rect', 'circle'];
const strange = [...svg.matchAll(/<([a-z]+)/g)].filter(([, name]) => !known.includes(name));
if (strange.length > 0) throw new Error(`${source} has <${strange[0][1]}>, which this script does not draw`);
const size = Number(attributes(svg).viewBox.split(' ')[2]);
const [square] = all('rect');

const n = (value) => String(Math.round(value * 1000) / 1000);

// One circle as a path, `scale` times as large, moved by `shift` both ways. `paint` instead of its own colour.
function path({ cx, cy, r, ...style }, scale, shift, paint) {
  const [x, y, radius] = [cx, cy, r].map((value) => Number(value) * scale);
  const ring = `M${n(x - radius + shift)},${n(y + shift)}a${n(radius)},${n(radius)} 0,1 0,${n(2 * radius)} 0a${n(radius)},${n(radius)} 0,1 0,${n(-2 * radius)} 0z`;
  const how =
    style.fill === 'none'
      ? `android:strokeColor="${paint ?? style.stroke}"\n        android:strokeWidth="${n(Number(style['stroke-width']) * scale)}"`
      : `android:fillColor="${paint ?? style.fill}"`;
  return `    <path\n        ${how}\n        android:pathData="${ring}" />`;
}

function vector(dp, scale, shift, paint) {
  const paths = all('circle').map((circle) => path(circle, scale, shift, paint));
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- Written by scripts/icons.sh from ui/public/mark.svg. -->
<vector xmlns:android="http://schemas.android.com/apk/res/android"
    android:width="${dp}dp"
    android:height="${dp}dp"
    android:viewportWidth="${dp}"
    android:viewportHeight="${dp}">
${paths.join('\n')}
</vector>
`;
}

const icon = `<?xml version="1.0" encoding="utf-8"?>
<!-- Written by scripts/icons.sh from ui/public/mark.svg. -->
<adaptive-icon xmlns:android="http://schemas.android.com/apk/res/android">
    <background android:drawable="@color/mark_ground" />
    <foreground android:drawable="@drawable/mark" />
    <monochrome android:drawable="@drawable/mark_plain" />
</adaptive-icon>
`;
const ground = `<?xml version="1.0" encoding="utf-8"?>
<!-- Written by scripts/icons.sh from ui/public/mark.svg. -->
<resources>
    <color name="mark_ground">${square.fill}</color>
</resources>
`;

// Launchers cut the middle 66 of 108 dp out, as a circle at the least.
const [whole, safe] = [108, 60];
const scale = safe / size;
const files = {
  'drawable/mark.xml': vector(whole, scale, (whole - safe) / 2),
  'drawable/mark_plain.xml': vector(whole, scale, (whole - safe) / 2, '#000000'),
  'drawable/notice.xml': vector(24, 24 / size, 0, '#ffffff'),
  'mipmap-anydpi/ic_launcher.xml': icon,
  'values/mark.xml': ground,
};
for (const [name, text] of Object.entries(files)) {
  const file = `${res}/${name}`;
  mkdirSync(file.slice(0, file.lastIndexOf('/')), { recursive: true });
  writeFileSync(file, text);
}
