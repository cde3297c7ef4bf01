import { CloudUploadOutlined, FolderOpenOutlined } from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { useRef, useState, type DragEvent } from 'react'
import { useWords } from '../../i18n'

export type Picked = { file: File; path: string }

const FOLDER = { webkitdirectory: '' } as Record<string, string>
const pathOf = (file: File) => file.webkitRelativePath || file.name
const ours = (path: string) => !path.split('/').some(part => part.startsWith('.') || part === '__MACOSX')

async function inside(entry: FileSystemEntry, path: string): Promise<Picked[]> {
  if (entry.isFile) return new Promise((done, fail) => (entry as FileSystemFileEntry).file(file => done([{ file, path: path + file.name }]), fail))
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: Picked[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail))
    if (!batch.length) return found
    for (const one of batch) found.push(...await inside(one, `${path}${entry.name}/`))
  }
}

async function dropped(event: DragEvent): Promise<Picked[]> {
  const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry()).filter(e => e !== null)
  const found = await Promise.all(entries.map(entry => inside(entry, '')))
  return found.flat()
}

/** Files or whole folders, by dropping or choosing; folder names are kept, because they can carry a date. */
export function Drop({ busy, onPick }: { busy: boolean; onPick: (files: Picked[]) => void }) {
  const { t } = useWords()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const give = (found: Picked[]) => { const kept = found.filter(p => ours(p.path)); if (kept.length) onPick(kept) }
  const listed = (list: FileList | null) => give([...(list ?? [])].map(file => ({ file, path: pathOf(file) })))
  if (busy) {
    return <div className="drop" role="status" style={{ cursor: 'default' }}><Spin size="large" /><b>{t('reading')}</b><span className="soft small">{t('readingText')}</span></div>
  }
  return (
    <div className={`drop${over ? ' over' : ''}`} onDragOver={e => { e.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)}
      onDrop={e => { e.preventDefault(); setOver(false); void dropped(e).then(give) }}>
      <CloudUploadOutlined style={{ fontSize: 40, color: 'var(--accent)' }} />
      <b>{t('dropTitle')}</b><span className="soft small">{t('dropText')}</span>
      <div className="buttons">
        <Button type="primary" onClick={() => files.current?.click()}>{t('chooseFiles')}</Button>
        <Button icon={<FolderOpenOutlined />} onClick={() => folder.current?.click()}>{t('chooseFolder')}</Button>
      </div>
      <input ref={files} type="file" multiple hidden aria-label={t('chooseFiles')} onChange={e => listed(e.target.files)} />
      <input ref={folder} type="file" multiple hidden aria-label={t('chooseFolder')} {...FOLDER} onChange={e => listed(e.target.files)} />
    </div>
  )
}
