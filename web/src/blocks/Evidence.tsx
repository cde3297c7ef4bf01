import type { Evidence as Backing, Measure } from '../client/types'
import { useWords } from '../i18n'
import type { BlockProps } from './Block'

export function Evidence({ data }: BlockProps) {
  const { t, pick } = useWords()
  const e = data.evidence
  if (!e) return null
  return (
    <div>
      <p><span className={`tag ${e.skill ? 'is-good' : 'is-warn'}`}>{t(e.skill ? 'skillYes' : 'skillNo')}</span></p>
      <p style={{ margin: '8px 0' }}>{pick(e.verdict)}</p>
      <dl className="facts">
        <div><dt>{t('method')}</dt><dd>{pick(e.method)}</dd></div>
        <div><dt>{t('baseline')}</dt><dd>{pick(e.baseline)}</dd></div>
        <div><dt>{t('sample_n')}</dt><dd>{t('tested_n', { n: e.n.toLocaleString() })}</dd></div>
        {e.tested_on && <div><dt>{t('tested')}</dt><dd>{e.tested_on}</dd></div>}
      </dl>
      <div className={e.calibration.length > 1 ? 'backed' : ''}>
      <table className="measures" style={{ marginTop: 12 }}>
        <thead><tr><th scope="col">{t('measure')}</th><th scope="col">{t('method')}</th><th scope="col">{t('baseline')}</th></tr></thead>
        <tbody>{e.measures.map(m => <Row key={m.name} measure={m} />)}</tbody>
      </table>
      {e.calibration.length > 1 && <Calibration bins={e.calibration} />}
      </div>
      {e.notes.map(n => <p key={n.en} className="small soft">※ {pick(n)}</p>)}
      {data.card && <details className="method"><summary>{t('card')}</summary><Markdown text={pick(data.card)} /></details>}
    </div>
  )
}

const plain = (v: number) => v.toLocaleString(undefined, { maximumSignificantDigits: 3 })
const percent = (v: number) => `${(v * 100).toLocaleString(undefined, { maximumFractionDigits: 1 })}%`

function Row({ measure: m }: { measure: Measure }) {
  const { t, pick } = useWords()
  const say = m.share ? percent : plain
  const better = m.better === 'lower' ? m.value < m.baseline : m.value > m.baseline
  return <tr><td>{pick(m.title)} <span className="soft" title={t(m.better === 'lower' ? 'lowerBetter' : 'higherBetter')}>{m.better === 'lower' ? '↓' : '↑'}</span></td><td className={better ? 'good' : ''}>{say(m.value)}{m.interval && <span className="soft small"> ({say(m.interval[0])} – {say(m.interval[1])})</span>}</td><td>{say(m.baseline)}</td></tr>
}

function Calibration({ bins }: { bins: Backing['calibration'] }) {
  const { t } = useWords()
  const most = Math.max(...bins.map(b => b.n))
  return (
    <figure style={{ margin: '14px 0 0' }}>
      <figcaption className="small soft">{t('calibrationTold')}</figcaption>
      <svg viewBox="-27 -6 138 128" style={{ width: '100%', maxWidth: 280 }} role="img" aria-label={`${t('calibration')}: ${bins.map(b => `${Math.round(b.predicted * 100)}% → ${Math.round(b.observed * 100)}%`).join(', ')}`}>
        <rect x="0" y="0" width="100" height="100" fill="none" stroke="var(--line)" /><line x1="0" y1="100" x2="100" y2="0" stroke="var(--soft)" strokeDasharray="3 3" strokeWidth=".7" />
        {[0, 50, 100].map(v => <g key={v} className="ticks"><text x={v} y="107" textAnchor="middle">{v}%</text><text x="-3" y={102 - v} textAnchor="end">{v}%</text></g>)}
        <g className="ticks"><text x="50" y="116" textAnchor="middle">{t('predicted')}</text><text x="-50" y="-20" textAnchor="middle" transform="rotate(-90)">{t('observed')}</text></g>
        {bins.map(b => <circle key={b.predicted} cx={b.predicted * 100} cy={100 - b.observed * 100} r={1.5 + 3 * Math.sqrt(b.n / most)} fill="var(--accent)" opacity=".8" />)}
      </svg>
    </figure>
  )
}

/** The few marks of our own method cards: headings, bullets, paragraphs. Nothing is ever read as HTML. */
export function Markdown({ text }: { text: string }) {
  return <>{text.split(/\n{2,}/).map((part, i) => {
    const lines = part.split('\n')
    if (/^#+ /.test(part)) return <div key={i}><h3>{lines[0]!.replace(/^#+ /, '')}</h3>{lines.length > 1 && <p>{strip(lines.slice(1).join(' '))}</p>}</div>
    if (/^[-*] /.test(part)) return <ul key={i}>{lines.join('\n').split(/\n[-*] |^[-*] /).filter(Boolean).map(l => <li key={l}>{strip(l)}</li>)}</ul>
    return <p key={i} style={{ margin: '6px 0' }}>{strip(lines.join(' '))}</p>
  })}</>
}
const strip = (text: string) => text.replace(/\*\*|`/g, '')
