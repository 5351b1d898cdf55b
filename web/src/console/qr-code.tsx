import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';

interface Drawing {
  viewBox: string;
  paths: { d: string; fill: string; stroke: string }[];
}

/** Draws the QR code that the server made. Only its paths are taken over: what came by the net is never put in the page as markup. */
export function QrCode({ svg, label }: { svg: string; label: string }): JSX.Element {
  const drawing = useMemo(() => read(svg), [svg]);
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={drawing.viewBox} shape-rendering="crispEdges">
      {drawing.paths.map((path, index) => (
        <path key={index} {...path} />
      ))}
    </svg>
  );
}

function read(svg: string): Drawing {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const paths = Array.from(root.querySelectorAll('path'), (path) => ({
    d: path.getAttribute('d') ?? '',
    fill: path.getAttribute('fill') ?? 'none',
    stroke: path.getAttribute('stroke') ?? 'none',
  }));
  return { viewBox: root.getAttribute('viewBox') ?? '0 0 1 1', paths };
}
