import type { JSX } from 'preact';

interface Props {
  title: string;
  bars: { name: string; value: number | null }[];
  hidden: string;
}

const rowHeight = 28;
const labelWidth = 150;
const barWidth = 300;
const width = labelWidth + barWidth + 70;

/** A bar chart. The table below it says the same, so that a screen reader hears its title only. */
export function Bars({ title, bars, hidden }: Props): JSX.Element {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0));
  const height = bars.length * rowHeight;
  return (
    <svg class="bars" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {bars.map(({ name, value }, at) => {
        const length = value === null ? 0 : (value / most) * barWidth;
        const middle = at * rowHeight + rowHeight / 2;
        return (
          <g key={name}>
            <text class="bar-name" x={labelWidth - 8} y={middle} text-anchor="end" dominant-baseline="middle">
              {name}
            </text>
            <rect class="bar-fill" x={labelWidth} y={at * rowHeight + 4} width={length} height={rowHeight - 8} />
            <text class="bar-name" x={labelWidth + length + 6} y={middle} dominant-baseline="middle">
              {value === null ? hidden : value}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
