import { PlusOutlined, ShareAltOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Segment } from '../../client/hooks'
import { Card } from '../../parts/Card'
import { useSegmentWords } from './words'

/** The segments that are there, one's own and the shared ones. */
export function Saved({ segments, opened, onOpen }: { segments: Segment[]; opened: string; onOpen: (id: string) => void }) {
  const say = useSegmentWords()
  return (
    <Card title={say('saved')} extra={<Button size="small" icon={<PlusOutlined />} onClick={() => onOpen('')}>{say('fresh')}</Button>}>
      {!segments.length ? <p className="small soft">{say('none')}</p> : (
        <ul className="savedlist">{segments.map(s => (
          <li key={s.segment_id}><button type="button" aria-current={s.segment_id === opened || undefined} onClick={() => onOpen(s.segment_id)}>
            <b>{s.name}</b>{s.shared && <ShareAltOutlined className="soft" title={say('shared')} />}
            <span className="soft small">{s.note || s.condition || say('namedCount', { n: s.pinned_count })}</span>
            {!s.mine && s.made_by_name && <span className="soft small">{say('by', { name: s.made_by_name })}</span>}
          </button></li>))}</ul>)}
    </Card>
  )
}
