// png.mjs - the pixels of a screenshot, how two of them differ, and a small file
// of one for README.md.

import { deflateSync, inflateSync } from 'node:zlib';

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

// The same picture in 256 colours, well packed: a third of the size.  They are
// the most frequent ones of those an eye can tell apart.
export function png_small({ width, height, channels, pixels }) {
  const colour_at = (at) => pixels.readUIntBE(at * channels, 3);
  const uses = new Map();
  for (let at = 0; at < width * height; at++) uses.set(colour_at(at), (uses.get(colour_at(at)) ?? 0) + 1);
  const palette = [];
  for (const colour of [...uses.keys()].sort((a, b) => uses.get(b) - uses.get(a)))
    if (palette.length < 256 && palette.every((other) => distance(colour, other) > 100)) palette.push(colour);
  const index = new Map([...uses.keys()].map((colour) => [colour, nearest(palette, colour)]));

  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at++) rows[at + Math.floor(at / width) + 1] = index.get(colour_at(at));
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, place) => colours.writeUIntBE(colour, place * 3, 3));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function nearest(palette, colour) {
  let best = 0;
  for (let place = 1; place < palette.length; place++)
    if (distance(colour, palette[place]) < distance(colour, palette[best])) best = place;
  return best;
}

function distance(one, other) {
  const apart = (shift) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return apart(0) ** 2 + apart(8) ** 2 + apart(16) ** 2;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

// Debian 12's Node has none in zlib yet.
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
