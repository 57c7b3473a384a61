// SPDX-License-Identifier: Apache-2.0
interface SparklineProps {
  values: readonly number[];
  label: string;
  width?: number;
  height?: number;
}

/** A trend the size of a word; the label says what it is for those who cannot see it. */
export function Sparkline({ values, label, width = 88, height = 18 }: SparklineProps) {
  const top = Math.max(...values, 1);
  const step = values.length > 1 ? (width - 2) / (values.length - 1) : 0;
  const points = values.map(
    (value, index) => `${(1 + index * step).toFixed(1)},${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`,
  );
  return (
    <svg width={width} height={height} role="img" aria-label={`${label}, highest ${Math.max(...values, 0)}`}>
      {points.length > 1 && (
        <>
          <polygon
            points={`1,${height - 2} ${points.join(" ")} ${width - 1},${height - 2}`}
            fill="var(--accent)"
            opacity="0.12"
          />
          <polyline points={points.join(" ")} fill="none" stroke="var(--accent)" strokeWidth="1.25" />
        </>
      )}
    </svg>
  );
}
