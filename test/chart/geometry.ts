import type { Layout, Point, Rectangle, TextLine } from "../../src/report/chart/geometry.js";
import { textWidth } from "../../src/report/chart/textMeasure.js";

/** What is wrong with a picture, in words; a picture that can be read has none. Measured from the layout alone. */
export function faults(layout: Layout, { boxesOnly = false } = {}): string[] {
  return [
    ...overlaps(layout),
    ...linesThrough(layout, boxesOnly),
    ...textOutside(layout),
    ...frameFaults(layout),
  ];
}

/** Touching is no overlap. */
const TOLERANCE = 0.5;

const meet = (a: Rectangle, b: Rectangle): boolean =>
  a.x + TOLERANCE < b.x + b.width &&
  b.x + TOLERANCE < a.x + a.width &&
  a.y + TOLERANCE < b.y + b.height &&
  b.y + TOLERANCE < a.y + a.height;

const segments = (pieces: readonly (readonly Point[])[]): Rectangle[] =>
  pieces.flatMap((piece) =>
    piece.slice(1).map((to, k) => {
      const from = piece[k]!;
      return {
        x: Math.min(from.x, to.x) - 0.6,
        y: Math.min(from.y, to.y) - 0.6,
        width: Math.abs(from.x - to.x) + 1.2,
        height: Math.abs(from.y - to.y) + 1.2,
      };
    }),
  );

/** A rectangle less a margin, so that a line may end at its border. */
const within = ({ x, y, width, height }: Rectangle, margin: number): Rectangle => ({
  x: x + margin,
  y: y + margin,
  width: width - 2 * margin,
  height: height - 2 * margin,
});

function overlaps({ boxes, labels }: Layout): string[] {
  const all = [
    ...boxes.map((box) => ({ ...box, is: `box ${box.node.id}` })),
    ...labels.map((label) => ({ ...label, is: `label ${label.edge.from}–${label.edge.to}` })),
  ];
  const ordered = all.sort((a, b) => a.x - b.x);
  const found: string[] = [];
  ordered.forEach((one, position) => {
    for (let k = position + 1; k < ordered.length && ordered[k]!.x < one.x + one.width; k += 1) {
      if (meet(one, ordered[k]!)) found.push(`${one.is} overlaps ${ordered[k]!.is}`);
    }
  });
  return found;
}

function linesThrough({ boxes, labels, lines, frames }: Layout, boxesOnly: boolean): string[] {
  const texts = frames.flatMap((frame) => frame.lines.map(rectangleOf));
  const found: string[] = [];
  for (const { edge, pieces } of lines) {
    const parts = segments(pieces);
    const through = (each: Rectangle, is: string): void => {
      if (parts.some((part) => meet(part, within(each, 1))))
        found.push(`line ${edge.from}–${edge.to} runs through ${is}`);
    };
    for (const box of boxes) through(box, `box ${box.node.id}`);
    if (boxesOnly) continue;
    for (const label of labels) through(label, `label ${label.edge.from}–${label.edge.to}`);
    for (const text of texts) through(text, "the text of a frame");
  }
  return found;
}

const rectangleOf = ({ text, size, x, y }: TextLine): Rectangle => {
  const width = textWidth(text, size);
  return { x: x - width / 2, y: y - size / 2, width, height: size };
};

function textOutside({ boxes, labels, frames }: Layout): string[] {
  return [...boxes, ...labels, ...frames].flatMap((each) =>
    each.lines.flatMap((line) => {
      const text = rectangleOf(line);
      const inside =
        text.x >= each.x - 0.1 &&
        text.x + text.width <= each.x + each.width + 0.1 &&
        text.y >= each.y - 0.1 &&
        text.y + text.height <= each.y + each.height + 0.1;
      return inside ? [] : [`text "${line.text}" is not inside`];
    }),
  );
}

/** A frame holds its members and nobody else. */
function frameFaults({ boxes, frames }: Layout): string[] {
  return frames.flatMap((frame) =>
    boxes.flatMap((box) => {
      const member = box.node.group === frame.group && box.pointer === null;
      const inside = meet(frame, box);
      return member === inside ? [] : [`box ${box.node.id} and the frame of group ${frame.group}`];
    }),
  );
}
