import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { languageTag } from '../../shared/language.ts';
import type { Panel } from '../panel.ts';
import type { Calendar } from './counts.ts';

export interface ChartProps {
  readonly panel: Panel;
  readonly title: string;
  readonly calendar: Calendar;
  readonly kind: 'bars' | 'line';
  /** Of each day; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

const HEIGHT = 170;
/** So that the last bar is whole. */
const HALF_DAY = 43_200;
const BAR_SHARE = 0.7;
const WIDEST_BAR = 28;

/** One figure day by day. The table below it has the same numbers for those who do not see it. */
export function Chart({ panel, title, calendar, kind, values }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const language = panel.language.value;
  const theme = panel.theme.value;
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const data: uPlot.AlignedData = [[...calendar.times], [...values]];
    const plot = new uPlot(optionsOf(current, title, kind, languageTag[language]), data, current);
    const watch = new ResizeObserver(() => plot.setSize({ width: current.clientWidth, height: HEIGHT }));
    watch.observe(current);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [calendar, values, kind, title, language, theme]);
  const last = values.at(-1) ?? 0;
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div
        ref={place}
        role="img"
        aria-label={panel.text.value.statistics.chart(
          title,
          values.length,
          last.toFixed(kind === 'line' ? 1 : 0),
        )}
      />
    </figure>
  );
}

function optionsOf(place: HTMLElement, label: string, kind: ChartProps['kind'], tag: string): uPlot.Options {
  const colour = (name: string) => getComputedStyle(place).getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--ink-soft'),
    grid: { stroke: colour('--hairline'), width: 1 },
    ticks: { show: false },
    font: `12px ${getComputedStyle(place).fontFamily}`,
  };
  const day = new Intl.DateTimeFormat(tag, { month: 'numeric', day: 'numeric' });
  const bars = kind === 'bars' && uPlot.paths.bars?.({ size: [BAR_SHARE, WIDEST_BAR] });
  return {
    width: place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [10, 14, 0, 0],
    scales: {
      x: { range: (_, first, last) => [first - HALF_DAY, last + HALF_DAY] },
      y: { range: (_, __, most) => [0, Math.max(kind === 'bars' ? 4 : 1, most * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 60,
        values: (_, days) => days.map((at) => day.format(at * 1000)),
      },
      {
        ...axis,
        size: 40,
        incrs: kind === 'bars' ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] : [0.5, 1, 2, 5, 10, 20, 60],
      },
    ],
    series: [
      {},
      {
        label,
        stroke: colour('--accent'),
        width: bars ? 0 : 2,
        spanGaps: false,
        points: { show: kind === 'line', size: 6, fill: colour('--accent') },
        ...(bars ? { paths: bars, fill: colour('--accent') } : {}),
      },
    ],
  };
}
