import type { Rectangle } from "./geometry.js";
import type { Family } from "./themes.js";

/** Coordinates with at most two decimals: the same text on every machine. */
export const num = (value: number): string => String(Math.round(value * 100) / 100);

/** How much of the sides a shape cuts away, at most. */
const MOST_CUT = 8;
const MOST_ROUNDING = 14;

/**
 * The outline of a box as an SVG path: companies are rectangles, persons have round ends, partnerships cut corners, products one folded corner,
 * state bodies pointed sides, and whoever has no name a little rounding (with a dashed border).
 */
export function outline(family: Family, { x, y, width, height }: Rectangle): string {
  const [right, bottom] = [x + width, y + height];
  const cut = Math.min(MOST_CUT, height / 3);
  const point = (px: number, py: number): string => `${num(px)} ${num(py)}`;
  const polygon = (...points: readonly string[]): string => `M${points.join("L")}Z`;
  switch (family) {
    case "person":
      return rounded(x, y, width, height, Math.min(MOST_ROUNDING, height / 2));
    case "nobody":
      return rounded(x, y, width, height, 4);
    case "partnership":
      return polygon(
        point(x + cut, y),
        point(right - cut, y),
        point(right, y + cut),
        point(right, bottom - cut),
        point(right - cut, bottom),
        point(x + cut, bottom),
        point(x, bottom - cut),
        point(x, y + cut),
      );
    case "product":
      return polygon(
        point(x, y),
        point(right - cut, y),
        point(right, y + cut),
        point(right, bottom),
        point(x, bottom),
      );
    case "state":
      return polygon(
        point(x + cut / 2, y),
        point(right - cut / 2, y),
        point(right, y + height / 2),
        point(right - cut / 2, bottom),
        point(x + cut / 2, bottom),
        point(x, y + height / 2),
      );
    default:
      return polygon(point(x, y), point(right, y), point(right, bottom), point(x, bottom));
  }
}

function rounded(x: number, y: number, width: number, height: number, radius: number): string {
  const r = num(radius);
  const arc = (dx: string, dy: string): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return [
    `M${num(x + radius)} ${num(y)}h${num(width - 2 * radius)}`,
    arc(r, r),
    `v${num(height - 2 * radius)}`,
    arc(`-${r}`, r),
    `h-${num(width - 2 * radius)}`,
    arc(`-${r}`, `-${r}`),
    `v-${num(height - 2 * radius)}`,
    arc(r, `-${r}`),
    "Z",
  ].join("");
}
