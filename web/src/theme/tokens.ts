// One set of colours for Ant Design, ECharts and our own styles.
import { theme, type ThemeConfig } from 'antd'

export const COLOURS = {
  light: { accent: '#3451d1', ink: '#1a2236', soft: '#56617a', line: '#e8ecf4', grid: '#edf0f6', card: '#ffffff', back: '#f4f6fb', good: '#0b7a4b', bad: '#c2293d', warn: '#8f5200', raised: '#ffffff' },
  dark: { accent: '#7d98ff', ink: '#e8ecf7', soft: '#a3aecb', line: '#232c44', grid: '#222b43', card: '#151c2e', back: '#0d1220', good: '#3ecf8e', bad: '#ff7a88', warn: '#f0b24c', raised: '#1c2540' },
} as const
export const SERIES = {
  light: ['#3451d1', '#c77700', '#0b8a5a', '#8a3fb0', '#0e7fa8', '#b3261e', '#5b6b1f', '#6b4f3a'],
  dark: ['#7d98ff', '#f0b24c', '#3ecf8e', '#c58be8', '#5cc4e8', '#ff8a80', '#b9cc5a', '#c9a58a'],
} as const
export const FONT = "'Inter', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', system-ui, sans-serif"

export function antTheme(dark: boolean): ThemeConfig {
  const c = COLOURS[dark ? 'dark' : 'light']
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: 'foresail' },
    token: {
      colorPrimary: dark ? '#6d8bff' : c.accent, colorInfo: dark ? '#6d8bff' : c.accent, colorLink: dark ? '#9db1ff' : c.accent, colorText: c.ink, colorTextSecondary: c.soft, colorTextDescription: c.soft,
      colorTextPlaceholder: dark ? '#8d99b8' : '#656f86', colorBgElevated: c.raised, colorBgLayout: c.back, colorBgContainer: c.card, colorBorderSecondary: c.line,
      borderRadius: 10, fontFamily: FONT,
    },
    components: {
      ...(dark ? { Button: { colorPrimary: '#4258c9', colorPrimaryHover: '#5068d6', colorPrimaryActive: '#384cb4' }, Tabs: { itemSelectedColor: '#9db1ff', itemHoverColor: '#9db1ff', inkBarColor: '#7d98ff' } } : {}),
      Segmented: { itemSelectedBg: dark ? '#2a3658' : '#ffffff', trackBg: dark ? '#0d1220' : '#eef1f8' },
      Table: { headerSortActiveBg: dark ? '#1a2237' : '#f8f9fc', bodySortBg: 'transparent', headerBg: dark ? '#1a2237' : '#f8f9fc', rowHoverBg: dark ? '#1c2540' : '#f3f6ff' },
    },
  }
}
