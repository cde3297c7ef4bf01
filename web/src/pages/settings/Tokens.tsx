import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Modal, Popconfirm, Select, Table, type TableColumnsType } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useJson, useSession } from '../../client/hooks'
import { post, remove } from '../../client/http'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { Empty, Trouble } from '../../parts/States'
import { Secret } from './Secret'
import { Waiting } from '../../parts/Waiting'

type Token = { token_id: string; name: string; scopes: string[]; created_at: string; expires_at: string | null }
const READABLE = ['metrics:read', 'rows:read', 'rows:export', 'customers:read', 'pipeline:read', 'forecast:read', 'quality:read', 'reports:read', 'load:write', 'build:write', 'runs:write']

export function Tokens() {
  const { t, show } = useWords()
  const cache = useQueryClient()
  const { data, error } = useJson<Token[]>('/tokens')
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState('')
  const refresh = () => cache.invalidateQueries({ queryKey: ['json'] })
  const revoke = async (id: string) => { await remove(`/tokens/${id}`); await refresh() }
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  const columns: TableColumnsType<Token> = [
    { title: t('name'), dataIndex: 'name', width: 160 },
    { title: t('scopes'), width: 280, render: (_, k) => k.scopes.map(s => <span key={s} className="tag" style={{ marginRight: 4 }}>{s}</span>) },
    { title: t('created'), width: 130, render: (_, k) => show(k.created_at.slice(0, 10), { unit: 'date' }) },
    { title: t('expires'), width: 130, render: (_, k) => (k.expires_at ? show(k.expires_at.slice(0, 10), { unit: 'date' }) : t('never')) },
    { title: <span className="unseen">{t('action')}</span>, width: 90, render: (_, k) => <Popconfirm title={`${t('revoke')} “${k.name}”?`} onConfirm={() => void revoke(k.token_id)}><Button size="small" danger type="text">{t('revoke')}</Button></Popconfirm> },
  ]
  return (
    <Card title={t('tokens')} extra={<Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t('makeToken')}</Button>}>
      {data.length ? <Table size="small" rowKey="token_id" columns={columns} dataSource={data} pagination={false} scroll={{ x: 790 }} /> : <Empty why={t('noTokens')} />}
      <Make open={making} close={() => setMaking(false)} onDone={found => { setMaking(false); setSecret(found); void refresh() }} />
      <Modal open={!!secret} onCancel={() => setSecret('')} footer={null} title={t('makeToken')}><p>{t('tokenOnce')}</p><Secret text={secret} /></Modal>
    </Card>
  )
}

type Wish = { name: string; scopes: string[]; days: number | null }

function Make({ open, close, onDone }: { open: boolean; close: () => void; onDone: (secret: string) => void }) {
  const { t } = useWords()
  const own = useSession().data?.user.scopes ?? []
  const scopes = own.includes('*') ? READABLE : own
  const [form] = Form.useForm<Wish>()
  const [error, setError] = useState<unknown>()
  const send = async (wish: Wish) => {
    setError(undefined)
    try {
      onDone((await post<{ secret: string }>('/tokens', wish)).secret)
      form.resetFields()
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Modal open={open} onCancel={close} onOk={() => form.submit()} okText={t('makeToken')} title={t('makeToken')}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ scopes: ['metrics:read'], days: 90 }} onFinish={(w: Wish) => void send(w)}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, message: '' }]}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="scopes" label={t('scopes')} rules={[{ required: true, message: '' }]}><Select mode="multiple" options={scopes.map(s => ({ value: s, label: s }))} /></Form.Item>
        <Form.Item name="days" label={t('forDays')}><InputNumber min={1} max={3650} style={{ width: 140 }} /></Form.Item>
        {!!error && <Trouble error={error} />}
      </Form>
    </Modal>
  )
}
