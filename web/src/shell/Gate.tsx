import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { post, setCsrf } from '../client/http'
import type { Language, Session } from '../client/types'
import { useWords } from '../i18n'
import { Trouble } from '../parts/States'

type Fields = { name?: string; password: string }

/** Sign in, or set a name and a password with a one-time link (its secret stands behind the `#`, which no server logs). */
export default function Gate({ setup }: { setup: boolean }) {
  const { t, language, setLanguage } = useWords()
  const cache = useQueryClient()
  const go = useNavigate()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const enter = async (fields: Fields) => {
    setBusy(true)
    setError(undefined)
    try {
      const body = setup ? { ...fields, name: fields.name ?? '', link: location.hash.slice(1), language } : fields
      const found = await post<Pick<Session, 'csrf'>>(setup ? '/setup' : '/session', body)
      setCsrf(found.csrf)
      if (setup) void go('/', { replace: true })
      await cache.invalidateQueries()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="gate">
      <section className="card">
        <div className="between"><span className="brand" style={{ padding: 0 }}><img src="/sail.svg" width={34} height={34} alt="" />{t('brand')}</span>
          <Segmented size="small" aria-label={t('language')} value={language} onChange={v => setLanguage(v as Language)} options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'EN' }]} /></div>
        <p className="soft" style={{ margin: '10px 0 18px' }}>{setup ? t('setUpText') : t('tagline')}</p>
        <h1 style={{ marginBottom: 14 }}>{setup ? t('setUpTitle') : t('signIn')}</h1>
        <Form layout="vertical" onFinish={(f: Fields) => void enter(f)} requiredMark={false}>
          <Form.Item name="name" label={t('name')} rules={[{ required: !setup, message: '' }]} extra={setup ? t('inviteText') : undefined}><Input autoComplete="username" autoFocus size="large" /></Form.Item>
          <Form.Item name="password" label={t('password')} rules={[{ required: true, message: '' }]} extra={setup ? t('passwordRule') : undefined}><Input.Password autoComplete={setup ? 'new-password' : 'current-password'} size="large" /></Form.Item>
          {!!error && <Trouble error={error} />}
          <Button type="primary" htmlType="submit" size="large" block loading={busy} style={{ marginTop: 14 }}>{setup ? t('setUp') : t('signIn')}</Button>
        </Form>
      </section>
    </main>
  )
}
