// Tiles whose areas are in proportion (squarified: Bruls, Huizing and van Wijk 2000), in percent of a box.
export type Tile = { i: number; x: number; y: number; w: number; h: number }

/** Where each value's tile lies in a box of the given shape (width over height); values that are not above zero get none. */
export function tiles(values: (number | null)[], shape = 1.6): Tile[] {
  const items = values.map((v, i) => ({ i, v: v ?? 0 })).filter(d => d.v > 0).sort((a, b) => b.v - a.v)
  const total = items.reduce((s, d) => s + d.v, 0)
  const found: Tile[] = []
  let [x, y, w, h] = [0, 0, shape, 1]
  let rest = items.map(d => ({ i: d.i, area: (d.v / total) * shape }))
  while (rest.length) {
    const side = Math.min(w, h)
    let count = 1
    while (count < rest.length && worst(rest.slice(0, count + 1), side) <= worst(rest.slice(0, count), side)) count++
    const row = rest.slice(0, count)
    const depth = row.reduce((s, d) => s + d.area, 0) / side
    let along = 0
    for (const d of row) {
      const length = d.area / depth
      found.push(w >= h ? { i: d.i, x, y: y + along, w: depth, h: length } : { i: d.i, x: x + along, y, w: length, h: depth })
      along += length
    }
    if (w >= h) { x += depth; w -= depth } else { y += depth; h -= depth }
    rest = rest.slice(count)
  }
  return found.map(t => ({ i: t.i, x: (t.x / shape) * 100, y: t.y * 100, w: (t.w / shape) * 100, h: t.h * 100 }))
}

/** The least square tile of a row along a side: 1 is a square. */
function worst(row: { area: number }[], side: number): number {
  const depth = row.reduce((s, d) => s + d.area, 0) / side
  return Math.max(...row.map(d => Math.max((d.area / depth) / depth, depth / (d.area / depth))))
}
