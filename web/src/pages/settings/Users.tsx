import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Form, Input, message, Modal, Select, Switch, Table, type TableColumnsType } from 'antd'
import { MoreOutlined, UserAddOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useJson, useSession } from '../../client/hooks'
import { ApiProblem, patch, post } from '../../client/http'
import type { User } from '../../client/types'
import { useWords, type Key } from '../../i18n'
import { Card } from '../../parts/Card'
import { Trouble } from '../../parts/States'
import { Secret } from './Secret'
import { Waiting } from '../../parts/Waiting'

type People = { users: User[]; roles: Record<string, string[]> }
const ROLES = ['admin', 'manager', 'representative', 'viewer'] as const
const SIGHTS = ['everything', 'team', 'own'] as const
const SIGHT: Record<string, Key> = { everything: 'everything', team: 'team_rows', own: 'own' }

export function Users() {
  const { t } = useWords()
  const cache = useQueryClient()
  const [say, place] = message.useMessage()
  const { language } = useWords()
  const me = useSession().data?.user.user_id
  const { data, error } = useJson<People>('/users')
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState('')
  const refresh = () => cache.invalidateQueries({ queryKey: ['json'] })
  const change = async (user: User, values: Partial<User>) => {
    try {
      await patch(`/users/${user.user_id}`, values)
      await refresh()
    } catch (problem) {
      void say.error(problem instanceof ApiProblem ? problem.what(language) : t('changeFailed'))
    }
  }
  const renew = async (user: User) => setLink(address((await post<{ link: string }>(`/users/${user.user_id}/link`)).link))
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  const columns: TableColumnsType<User> = [
    { title: t('name'), width: 170, render: (_, u) => <span>{u.name}{!u.has_password && <span className="tag is-warn" style={{ marginLeft: 8 }}>{t('waiting')}</span>}</span> },
    { title: t('role'), width: 160, render: (_, u) => <Select size="small" variant="borderless" aria-label={`${u.name}: ${t('role')}`} value={u.role} disabled={u.user_id === me} onChange={role => void change(u, { role })} options={ROLES.map(r => ({ value: r, label: t(r) }))} style={{ width: 140 }} /> },
    { title: t('visibility'), width: 150, render: (_, u) => <Select size="small" variant="borderless" aria-label={`${u.name}: ${t('visibility')}`} value={u.visibility} disabled={u.user_id === me} onChange={visibility => void change(u, { visibility })} options={SIGHTS.map(s => ({ value: s, label: t(SIGHT[s]!) }))} style={{ width: 130 }} /> },
    { title: t('representativeId'), width: 150, dataIndex: 'representative_id', ellipsis: true, render: (v: string) => v || '–' },
    { title: t('active'), width: 90, render: (_, u) => <Switch size="small" aria-label={`${u.name}: ${t('active')}`} checked={u.active} disabled={u.user_id === me} onChange={active => void change(u, { active })} /> },
    { title: <span className="unseen">{t('action')}</span>, width: 56, render: (_, u) => <Dropdown trigger={['click']} menu={{ items: [{ key: 'link', label: t('newLink'), onClick: () => void renew(u) }] }}><Button size="small" type="text" aria-label={`${u.name}: ${t('moreRows')}`} icon={<MoreOutlined />} /></Dropdown> },
  ]
  return (
    <Card title={t('users')} extra={<Button type="primary" icon={<UserAddOutlined />} onClick={() => setInviting(true)}>{t('invite')}</Button>}>{place}
      <Table size="small" rowKey="user_id" columns={columns} dataSource={data.users} pagination={false} scroll={{ x: 776 }} />
      <Invite open={inviting} close={() => setInviting(false)} onDone={found => { setInviting(false); setLink(address(found)); void refresh() }} />
      <Modal open={!!link} onCancel={() => setLink('')} footer={null} title={t('newLink')}><p>{t('linkOnce')}</p><Secret text={link} /></Modal>
    </Card>
  )
}

/** The secret stands behind the `#`: no server writes it into a log. */
const address = (link: string) => (link.includes('/') ? link : `${location.origin}/setup#${link}`)

type Invitation = { name: string; role: string; visibility: string; representative_id?: string; language: string }

function Invite({ open, close, onDone }: { open: boolean; close: () => void; onDone: (link: string) => void }) {
  const { t, language } = useWords()
  const [form] = Form.useForm<Invitation>()
  const [error, setError] = useState<unknown>()
  const send = async (fields: Invitation) => {
    setError(undefined)
    try {
      const found = await post<{ link: string }>('/users', { ...fields, representative_id: fields.representative_id ?? '' })
      form.resetFields()
      onDone(found.link)
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Modal open={open} onCancel={close} onOk={() => form.submit()} okText={t('invite')} title={t('invite')}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ role: 'representative', visibility: 'own', language }} onFinish={(f: Invitation) => void send(f)}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, message: '' }]}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="role" label={t('role')}><Select options={ROLES.map(r => ({ value: r, label: t(r) }))} /></Form.Item>
        <Form.Item name="visibility" label={t('visibility')}><Select options={SIGHTS.map(s => ({ value: s, label: t(SIGHT[s]!) }))} /></Form.Item>
        <Form.Item name="representative_id" label={t('representativeId')} extra={t('repHint')}><Input /></Form.Item>
        <Form.Item name="language" label={t('language')}><Select options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} /></Form.Item>
        {!!error && <Trouble error={error} />}
      </Form>
    </Modal>
  )
}
