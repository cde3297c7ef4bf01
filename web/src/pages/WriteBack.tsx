import { CloudUploadOutlined } from '@ant-design/icons'
import { useJson } from '../client/hooks'
import { address } from '../client/http'
import type { Text } from '../client/types'
import { useWords } from '../i18n'
import { Menu } from '../parts/Menu'

type Choices = { systems: { name: string; title: Text }[]; sources: string[] }
const TITLE: Text = { en: 'Write back to the CRM', zh: '回写 CRM' }

/** Win probabilities as a file for the import of a CRM; one entry a system, and a source where there are several. */
export default function WriteBack() {
  const { pick } = useWords()
  const { data } = useJson<Choices>('/writeback')
  if (!data?.sources.length) return null
  const several = data.sources.length > 1
  const items = data.systems.flatMap(system => data.sources.map(source => ({
    label: `${pick(system.title)} · CSV${several ? ` · ${source}` : ''}`, href: address(`/writeback/${system.name}`, { source: several ? source : null }),
  })))
  return <Menu label={pick(TITLE)} items={items}><CloudUploadOutlined /></Menu>
}
