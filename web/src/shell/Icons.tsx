import {
  AimOutlined, AppstoreOutlined, BookOutlined, DatabaseOutlined, FundOutlined, FunnelPlotOutlined, LineChartOutlined, PercentageOutlined,
  SafetyOutlined, SearchOutlined, SettingOutlined, TeamOutlined, UploadOutlined, UsergroupAddOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

const ICONS: Record<string, ReactNode> = {
  dashboard: <AppstoreOutlined />, search: <SearchOutlined />, target: <AimOutlined />, team: <TeamOutlined />, upload: <UploadOutlined />, shield: <SafetyOutlined />,
  book: <BookOutlined />, setting: <SettingOutlined />, funnel: <FunnelPlotOutlined />, chart: <FundOutlined />, line: <LineChartOutlined />, percent: <PercentageOutlined />,
  users: <UsergroupAddOutlined />, data: <DatabaseOutlined />,
}
export const icon = (name: string): ReactNode => ICONS[name] ?? ICONS.chart
