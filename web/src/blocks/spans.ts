// Where the blocks of a page lie in its grid of twelve columns.

export type Place = { span: number; order: number }

/**
 * A row has no hole: what stands alone takes the whole row, and a block that has nothing to show gives its room to those
 * beside it and stands below them over the whole width, where it is one line high.
 */
export function places(spans: number[], empty: ReadonlySet<number>): Place[] {
  const found: Place[] = spans.map(span => ({ span, order: 0 }))
  rows(spans).forEach((row, line) => {
    const full = row.filter(i => !empty.has(i))
    const shared = full.length && full.length < row.length ? full : row
    const taken = shared.reduce((sum, i) => sum + spans[i]!, 0)
    let left = 12
    shared.forEach((i, place) => {
      const span = place === shared.length - 1 ? left : Math.round((spans[i]! / taken) * 12)
      left -= span
      found[i] = { span, order: line * 2 }
    })
    for (const i of row) if (!shared.includes(i)) found[i] = { span: 12, order: line * 2 + 1 }
  })
  return found
}

/** Which blocks come to stand side by side. */
function rows(spans: number[]): number[][] {
  const found: number[][] = []
  let used = 12
  spans.forEach((span, i) => {
    if (used + span > 12) { found.push([]); used = 0 }
    found.at(-1)!.push(i)
    used += span
  })
  return found
}
