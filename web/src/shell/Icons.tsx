import {
  AimOutlined, AppstoreOutlined, BookOutlined, CalendarOutlined, CheckSquareOutlined, DatabaseOutlined, FundOutlined, FunnelPlotOutlined, LineChartOutlined, PercentageOutlined, ProjectOutlined,
  SafetyOutlined, SearchOutlined, SettingOutlined, TeamOutlined, UploadOutlined, UsergroupAddOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

const ICONS: Record<string, ReactNode> = {
  dashboard: <AppstoreOutlined />, search: <SearchOutlined />, target: <AimOutlined />, team: <TeamOutlined />, upload: <UploadOutlined />, shield: <SafetyOutlined />,
  book: <BookOutlined />, setting: <SettingOutlined />, funnel: <FunnelPlotOutlined />, chart: <FundOutlined />, line: <LineChartOutlined />, percent: <PercentageOutlined />,
  users: <UsergroupAddOutlined />, data: <DatabaseOutlined />, calendar: <CalendarOutlined />, board: <ProjectOutlined />, check: <CheckSquareOutlined />,
}
export const icon = (name: string): ReactNode => ICONS[name] ?? ICONS.chart
