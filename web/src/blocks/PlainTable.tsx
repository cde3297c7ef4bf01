import { useWords } from '../i18n'
import { DataTable } from '../parts/DataTable'
import { ofCell, useDrill } from '../parts/drill'
import type { BlockProps } from './Block'

/** The figures behind a chart, for reading, for the keyboard and for screen readers; metrics open their rows. */
export function PlainTable({ block, data }: BlockProps) {
  const { pick } = useWords()
  const open = useDrill()
  const drill = data.drill
  const only = block.kind === 'table' ? block.columns : undefined
  return <DataTable columns={data.columns} rows={data.rows} total={data.rows.length} currency={data.currency} label={pick(block.title)} only={only} grain={drill?.grain}
    onCell={drill ? (column, row) => open({ metric: column.name, title: pick(column.title), asked: ofCell(drill, data.columns, row) }) : undefined} />
}
