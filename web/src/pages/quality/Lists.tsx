import { Table, type TableColumnsType } from 'antd'
import type { RowMap, Unit } from '../../client/types'
import { useWords, type Key } from '../../i18n'
import { isWord } from '../../i18n/format'
import { Card } from '../../parts/Card'
import { worded } from '../../parts/records'
import { Empty } from '../../parts/States'

type Spec = [name: string, key: Key, unit: Unit, width?: number]

/** A plain list of records that is paged in the browser. */
export function Simple({ rows, columns, empty }: { rows: RowMap[]; columns: Spec[]; empty: string }) {
  const { t, show, language } = useWords()
  if (!rows.length) return <Empty why={empty} />
  const shown: TableColumnsType<RowMap> = columns.map(([name, key, unit, width]) => ({
    key: name, title: t(key), width: width ?? 130, align: isWord(unit) ? undefined : 'right', ellipsis: unit === 'id',
    render: (_: unknown, row) => (`${name}_${language}` in row ? worded(row, name, language) : show(row[name], { unit })),
  }))
  const keyed = rows.map((row, key) => ({ ...row, _key: key }))
  return <Table size="small" columns={shown} dataSource={keyed} rowKey="_key" scroll={{ x: shown.reduce((sum, c) => sum + Number(c.width), 0) }} pagination={rows.length > 25 ? { pageSize: 25, size: 'small', showSizeChanger: false } : false} />
}

export function Assumptions({ rows }: { rows: RowMap[] }) {
  const { t } = useWords()
  return <Card><Simple rows={rows} empty={t('nothing')} columns={[['text', 'assumptions', 'text', 520], ['table_name', 'tableName', 'category'], ['rows', 'rows', 'count', 90]]} /></Card>
}

export function Quarantine({ rows, total }: { rows: RowMap[]; total: number }) {
  const { t, show } = useWords()
  return (
    <Card title={total > rows.length ? `${show(rows.length, { unit: 'count' })} / ${show(total, { unit: 'count' })}` : undefined}>
      <Simple rows={rows} empty={t('noneQuarantined')} columns={[['file', 'file', 'id', 180], ['line', 'line', 'count', 80], ['column_name', 'column', 'text', 120], ['value', 'value', 'text', 140], ['reason', 'reason', 'text', 320], ['table_name', 'tableName', 'category', 110]]} />
    </Card>
  )
}

export function Loads({ rows }: { rows: RowMap[] }) {
  const { t } = useWords()
  return <Card><Simple rows={rows} empty={t('nothing')} columns={[['taken_at', 'takenAt', 'timestamp', 150], ['source', 'source', 'category', 130], ['files', 'fileCount', 'count', 80], ['rows_in', 'rows', 'count', 100], ['loaded_at', 'loadDone', 'timestamp', 150], ['load_id', 'loadId', 'id', 150]]} /></Card>
}
