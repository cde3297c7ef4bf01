import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useWords } from '../i18n'

/** Two days. The calendar is fetched only when somebody wants days of their own. */
export default function DayRange({ from, to, onChoose }: { from: string; to: string; onChoose: (from: string, to: string) => void }) {
  const { t } = useWords()
  return (
    <DatePicker.RangePicker aria-label={t('period')} allowClear={false} value={from && to ? [dayjs(from), dayjs(to)] : null}
      onChange={v => v?.[0] && v[1] && onChoose(v[0].format('YYYY-MM-DD'), v[1].format('YYYY-MM-DD'))} />
  )
}
