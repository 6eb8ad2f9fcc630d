// png.mjs - the pixels of a screenshot, and how two of them differ.

import { inflateSync } from 'node:zlib';

// Chromium writes 8-bit RGB or RGBA, not interlaced; that is all this reads.
export function png_read(file) {
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[file[25]];
  const parts = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const pixels = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  return { width, height, channels, pixels };
}

function unfilter(raw, stride, height, step) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= step ? out[y * stride + x - step] : 0;
      const up = y > 0 ? out[(y - 1) * stride + x] : 0;
      const corner = x >= step && y > 0 ? out[(y - 1) * stride + x - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[y * stride + x] = raw[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

// How many pixels changed so that an eye sees it: contrast 3 to 1 or more.
export function png_changed(before, after) {
  if (before.width !== after.width || before.height !== after.height) return Infinity;
  let changed = 0;
  for (let at = 0; at < before.width * before.height; at++) {
    const [dark, light] = [luminance(before, at), luminance(after, at)].sort((a, b) => a - b);
    if ((light + 0.05) / (dark + 0.05) >= 3) changed++;
  }
  return changed;
}

// WCAG's relative luminance.
function luminance({ pixels, channels }, at) {
  const [red, green, blue] = [0, 1, 2].map((channel) => {
    const value = pixels[at * channels + channel] / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
