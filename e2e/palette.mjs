// A PNG with at most 256 colours: a third of the size of what a browser writes, and a page of text looks the same.
import { crc32, deflateSync } from "node:zlib";

/** Reduce a PNG to its most frequent colours, every other pixel to the nearest of them. `page` lends its canvas. */
export async function withPalette(page, png) {
  const { width, height, colours, indices } = await page.evaluate(countColours, png.toString("base64"));
  const rows = Buffer.from(indices, "base64");
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    rows.copy(lines, y * (width + 1) + 1, y * width, (y + 1) * width);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a pixel, by palette.
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(colours)),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Runs in the page. */
async function countColours(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = bitmap;
  const paper = new OffscreenCanvas(width, height).getContext("2d");
  paper.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(paper.getImageData(0, 0, width, height).data.buffer);

  const counts = new Map();
  for (const pixel of pixels) {
    counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  }
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  // Colours that hardly differ stand together under the most frequent of them, so that rare hues keep a place.
  const groups = new Map();
  for (const [pixel, count] of [...counts].sort(([, one], [, other]) => other - one)) {
    const near = pixel & 0xf0f0f0;
    const group = groups.get(near) ?? { pixel, count: 0 };
    group.count += count;
    groups.set(near, group);
  }
  const kept = [...groups.values()]
    .sort((one, other) => other.count - one.count)
    .slice(0, 256)
    .map(({ pixel }) => parts(pixel));
  const nearest = new Map();
  for (const pixel of counts.keys()) {
    const [r, g, b] = parts(pixel);
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    kept.forEach(([kr, kg, kb], index) => {
      const far = (r - kr) ** 2 + (g - kg) ** 2 + (b - kb) ** 2;
      if (far < least) {
        best = index;
        least = far;
      }
    });
    nearest.set(pixel, best);
  }
  let indices = "";
  for (const pixel of pixels) {
    indices += String.fromCharCode(nearest.get(pixel));
  }
  return { width, height, colours: kept.flat(), indices: btoa(indices) };
}
