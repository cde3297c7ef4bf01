import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, message, Select } from 'antd'
import { useState } from 'react'
import { useJson } from '../../client/hooks'
import { put } from '../../client/http'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { Trouble } from '../../parts/States'
import { Waiting } from '../../parts/Waiting'

type Fields = { company: string; base_currency: string; time_zone: string; week_start: number; fiscal_year_start: number; country: string; language: string }

export function Workspace() {
  const { t, language } = useWords()
  const cache = useQueryClient()
  const [say, place] = message.useMessage()
  const { data, error } = useJson<Fields>('/settings')
  const [problem, setProblem] = useState<unknown>()
  const save = async (fields: Fields) => {
    setProblem(undefined)
    try {
      await put('/settings', fields)
      void say.success(t('saved'))
      await cache.invalidateQueries()
    } catch (found) {
      setProblem(found)
    }
  }
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  const zones = Intl.supportedValuesOf('timeZone')
  const month = (n: number) => new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-US', { month: 'long' }).format(new Date(2026, n - 1, 1))
  return (
    <Card>{place}
      <Form layout="vertical" initialValues={data} onFinish={(fields: Fields) => void save(fields)} className="formgrid" requiredMark={false}>
        <Form.Item name="company" label={t('company')}><Input /></Form.Item>
        <Form.Item name="base_currency" label={t('baseCurrency')}><Input maxLength={3} /></Form.Item>
        <Form.Item name="time_zone" label={t('timeZone')}><Select showSearch options={[...new Set([data.time_zone, ...zones])].map(z => ({ value: z, label: z }))} /></Form.Item>
        <Form.Item name="country" label={t('country_code')}><Input maxLength={2} /></Form.Item>
        <Form.Item name="week_start" label={t('weekStart')}><Select options={[{ value: 1, label: t('monday') }, { value: 6, label: t('saturday') }, { value: 7, label: t('sunday') }]} /></Form.Item>
        <Form.Item name="fiscal_year_start" label={t('fiscalStart')}><Select options={Array.from({ length: 12 }, (_, i) => ({ value: i + 1, label: month(i + 1) }))} /></Form.Item>
        <Form.Item name="language" label={t('language')}><Select options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} /></Form.Item>
        <div className="full">{!!problem && <Trouble error={problem} />}<p className="small soft" style={{ marginBottom: 10 }}>{t('needsBuild')}</p><Button type="primary" htmlType="submit">{t('save')}</Button></div>
      </Form>
    </Card>
  )
}
