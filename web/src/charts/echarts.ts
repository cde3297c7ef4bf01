// The parts of ECharts that our blocks use, registered in one place.
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendPlainComponent, TooltipComponent } from 'echarts/components'
import * as core from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

core.use([BarChart, LineChart, ScatterChart, AriaComponent, GridComponent, LegendPlainComponent, TooltipComponent, CanvasRenderer])

export type Option = core.EChartsCoreOption
export type Drawing = core.ECharts
export const draw = (place: HTMLElement): Drawing => core.init(place)
