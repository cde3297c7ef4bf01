import { CopyOutlined } from '@ant-design/icons'
import { Button, message } from 'antd'
import { useWords } from '../../i18n'

/** Something that is shown once, to be copied. */
export function Secret({ text }: { text: string }) {
  const { t } = useWords()
  const [say, place] = message.useMessage()
  const copy = () => void navigator.clipboard.writeText(text).then(() => say.success(t('copied')))
  return <div className="secretline">{place}<div className="secret">{text}</div><Button icon={<CopyOutlined />} onClick={copy}>{t('copy')}</Button></div>
}
