import {
  AimOutlined, AlertOutlined, ApartmentOutlined, AppstoreOutlined, BarsOutlined, BookOutlined, BranchesOutlined, BulbOutlined, CalendarOutlined, CarryOutOutlined, CheckSquareOutlined, ClusterOutlined,
  CrownOutlined, DashboardOutlined, DatabaseOutlined, DiffOutlined, FallOutlined, FilterOutlined, FundOutlined, FunnelPlotOutlined, GoldOutlined, HeartOutlined, InboxOutlined, LineChartOutlined,
  MedicineBoxOutlined, MessageOutlined, NodeIndexOutlined, PercentageOutlined, PieChartOutlined, ProjectOutlined, RiseOutlined, SafetyOutlined, SearchOutlined, SettingOutlined, SwapOutlined,
  SyncOutlined, TableOutlined, TagsOutlined, TeamOutlined, ThunderboltOutlined, TrophyOutlined, UploadOutlined, UserDeleteOutlined, UsergroupAddOutlined, WalletOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

/** The pictures of the menu; no two pages share one. */
export const ICONS: Record<string, ReactNode> = {
  dashboard: <AppstoreOutlined />, search: <SearchOutlined />,
  users: <UsergroupAddOutlined />, team: <TeamOutlined />, layers: <BarsOutlined />, filter: <FilterOutlined />, differ: <DiffOutlined />, cycle: <SyncOutlined />, crown: <CrownOutlined />, cluster: <ClusterOutlined />,
  tags: <TagsOutlined />, gold: <GoldOutlined />, leaving: <UserDeleteOutlined />, grid: <TableOutlined />, heart: <HeartOutlined />, bulb: <BulbOutlined />, journey: <NodeIndexOutlined />, trophy: <TrophyOutlined />,
  message: <MessageOutlined />,
  gauge: <DashboardOutlined />, calendar: <CalendarOutlined />, week: <CarryOutOutlined />, board: <ProjectOutlined />, target: <AimOutlined />, funnel: <FunnelPlotOutlined />, waterfall: <SwapOutlined />,
  percent: <PercentageOutlined />, health: <MedicineBoxOutlined />, coverage: <PieChartOutlined />, speed: <ThunderboltOutlined />, fall: <FallOutlined />, wallet: <WalletOutlined />,
  trend: <RiseOutlined />, line: <LineChartOutlined />, tree: <ApartmentOutlined />, branches: <BranchesOutlined />, box: <InboxOutlined />, check: <CheckSquareOutlined />, alert: <AlertOutlined />,
  upload: <UploadOutlined />, shield: <SafetyOutlined />, book: <BookOutlined />, setting: <SettingOutlined />, chart: <FundOutlined />, data: <DatabaseOutlined />,
}
export const icon = (name: string): ReactNode => ICONS[name] ?? ICONS.chart
