import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** A screenshot with a palette of at most 256 colours: a page has few more, and the file is a third as large. */
export function shrink(png: Buffer): Buffer {
  const chunks = chunksOf(png)
  const header = chunks.find(({ type }) => type === 'IHDR')?.data as Buffer
  const [width, height, depth] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3]
  const pixels = unfiltered(
    inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))),
    width,
    height,
    depth,
  )
  const { palette, indices } = indexed(pixels, width * height, depth)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) indices.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width)
  const plain = Buffer.from(header)
  plain.set([8, 3, 0, 0, 0], 8)
  const parts: [string, Buffer][] = [
    ['IHDR', plain],
    ['PLTE', palette],
    ['IDAT', deflateSync(rows, { level: 9, memLevel: 9 })],
    ['IEND', Buffer.alloc(0)],
  ]
  return Buffer.concat([png.subarray(0, 8), ...parts.map(([type, data]) => chunk(type, data))])
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

/** The five filters of PNG, undone row by row. */
function unfiltered(raw: Buffer, width: number, height: number, depth: number): Buffer {
  const line = width * depth
  const out = Buffer.alloc(line * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)]
    for (let x = 0; x < line; x++) {
      const left = x >= depth ? (out[y * line + x - depth] as number) : 0
      const above = y > 0 ? (out[(y - 1) * line + x] as number) : 0
      const corner = y > 0 && x >= depth ? (out[(y - 1) * line + x - depth] as number) : 0
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter as number] as number
      out[y * line + x] = (raw[y * (line + 1) + 1 + x] as number) + guess
    }
  }
  return out
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

/** The 256 most frequent colours as they are, so that a tint stays what it is; the edges of letters take the nearest. */
function indexed(pixels: Buffer, count: number, depth: number): { palette: Buffer; indices: Buffer } {
  const colours = new Uint32Array(count)
  const frequency = new Map<number, number>()
  for (let n = 0; n < count; n++) {
    const colour = pixels.readUIntBE(n * depth, 3)
    colours[n] = colour
    frequency.set(colour, (frequency.get(colour) ?? 0) + 1)
  }
  const chosen = [...frequency].sort((a, b) => b[1] - a[1]).slice(0, 256)
  const palette = chosen.map(([colour]) => colour)
  const places = new Map(palette.map((colour, index) => [colour, index]))
  for (const colour of frequency.keys()) if (!places.has(colour)) places.set(colour, nearest(palette, colour))
  const indices = Buffer.alloc(count)
  for (let n = 0; n < count; n++) indices[n] = places.get(colours[n] as number) as number
  return { palette: Buffer.from(palette.flatMap(partsOf)), indices }
}

const partsOf = (colour: number) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff] as const

function nearest(palette: number[], colour: number): number {
  const [r, g, b] = partsOf(colour)
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [index, one] of palette.entries()) {
    const [x, y, z] = partsOf(one)
    const distance = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2
    if (distance < least) [best, least] = [index, distance]
  }
  return best
}

function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(data.length + 12)
  out.writeUInt32BE(data.length, 0)
  out.write(type, 4, 'latin1')
  data.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8)
  return out
}
