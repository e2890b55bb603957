import { describe, expect, test } from "vitest";
import { outline } from "../../src/report/chart/shapes.js";
import { strokeOf } from "../../src/report/chart/svg.js";
import { FAMILIES, type Family, THEME, THEMES, type ThemeName } from "../../src/report/chart/themes.js";
import { STYLE } from "../../src/report/html/style.js";

type Rgb = readonly [number, number, number];

const rgb = (hex: string): Rgb => {
  const value = Number.parseInt(/^#([0-9a-f]{6})$/i.exec(hex)![1]!, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

/** From sRGB to light, WCAG 2.2 "relative luminance". */
const linear = (channel: number): number => {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
const luminance = (colour: string): number => {
  const [r, g, b] = rgb(colour).map(linear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Text needs 4.5:1 (success criterion 1.4.3), whatever else has a meaning 3:1 (1.4.11). */
const TEXT = 4.5;
const SIGN = 3;

test("the formula gives the values that WCAG gives", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("#ffffff", "#ffffff")).toBe(1);
});

/** What stands on what, with the ratio that it needs. */
function pairsOf(name: ThemeName): [what: string, on: string, with_: string, least: number][] {
  const { background, line, control, mark, group, groupFill, role, tones, boxes } = THEME[name];
  const grounds = { background, groupFill };
  const onGrounds = Object.entries(grounds).flatMap(([ground, colour]) =>
    (
      [
        ["line", line, SIGN],
        ["control", control, SIGN],
        ["ring", mark, SIGN],
        ["frame", group, SIGN],
        ["direct share", tones.direct, TEXT],
        ["right", tones.right, TEXT],
        ["group", tones.group, TEXT],
        ["mark", tones.mark, TEXT],
      ] as const
    ).map(([what, ink, least]): [string, string, string, number] => [
      `${what} on ${ground}`,
      colour,
      ink,
      least,
    ]),
  );
  const inBoxes = FAMILIES.flatMap((family): [string, string, string, number][] => {
    const { fill, stroke, foot, text, quiet } = boxes[family];
    return [
      [`${family}: name`, fill, text, TEXT],
      [`${family}: look-through share`, foot, text, TEXT],
      [`${family}: kind`, fill, quiet, TEXT],
      [`${family}: mark`, fill, family === "subject" ? quiet : tones.mark, TEXT],
      // The subject is told by its fill, which its border need not stand out from.
      [`${family}: border`, background, family === "subject" ? fill : stroke, SIGN],
      [`${family}: border in a frame`, groupFill, family === "subject" ? fill : stroke, SIGN],
    ];
  });
  return [
    ...onGrounds,
    ...inBoxes,
    ["title", background, tones.title, TEXT],
    ["role", role.fill, role.text, TEXT],
    ["role in lists", background, control, TEXT],
    ["kind in lists", background, boxes.nobody.quiet, TEXT],
  ];
}

describe.each(THEMES)("chart, %s", (name) => {
  test.each(pairsOf(name))("%s", (_, ground, ink, least) => {
    expect(contrast(ground, ink)).toBeGreaterThanOrEqual(least);
  });
});

describe("report", () => {
  const declared = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) =>
    Object.fromEntries(
      [...body!.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, key, value]) => [key!, value!]),
    ),
  );
  test.each([
    ["light", declared[0]!],
    ["dark", declared[1]!],
    ["print", declared[2]!],
  ] as const)("%s: every ink on every ground", (_, { ground, panel, line, ...inks }) => {
    expect(Object.keys(inks).sort()).toEqual(["accent", "bad", "good", "ink", "soft", "warning"]);
    for (const [name, ink] of Object.entries(inks)) {
      for (const on of [ground!, panel!])
        expect(contrast(on, ink), `${name} on ${on}`).toBeGreaterThanOrEqual(TEXT);
    }
    expect(line).toMatch(/^#/);
  });
});

/** Full dichromacy by Machado, Oliveira and Fernandes (2009), over linear light; grey by luminance. */
const SIGHT: Readonly<Record<string, readonly (readonly number[])[]>> = {
  "full colour": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  grey: [
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
  ],
};

/** CIE L*a*b* (D65) of a colour as somebody sees it. */
function lab(colour: string, sight: readonly (readonly number[])[]): Rgb {
  const light = rgb(colour).map(linear);
  const [r, g, b] = sight.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, part, k) => sum + part * light[k]!, 0),
      ),
    ),
  ) as [number, number, number];
  const f = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The distance of 1976: about 2 is just seen, 10 is seen at a glance. */
const distance = (a: string, b: string, sight: readonly (readonly number[])[]): number =>
  Math.hypot(...lab(a, sight).map((value, k) => value - lab(b, sight)[k]!));

const GLANCE = 10;
const RECTANGLE = { x: 0, y: 0, width: 140, height: 60 };
/** The form of a box, with what its border does. */
const form = (family: Family): string =>
  `${outline(family, RECTANGLE)}${family === "nobody" ? " dashed" : ""}`;

describe.each(Object.entries(SIGHT))("seen in %s", (_, sight) => {
  test.each(THEMES)(
    "%s: kinds are told apart by their form, and the most frequent ones by colour too",
    (name) => {
      const { boxes } = THEME[name];
      const kinds = FAMILIES.filter((family) => family !== "subject");
      const forms = kinds.map(form);
      expect(new Set(forms).size).toBe(kinds.length);
      // Nothing but the subject is filled so strongly, in any sight.
      for (const kind of kinds)
        expect(distance(boxes.subject.fill, boxes[kind].fill, sight)).toBeGreaterThan(40);
      if (name === "print" || sight === SIGHT.grey) return;
      expect(distance(boxes.person.stroke, boxes.company.stroke, sight)).toBeGreaterThan(GLANCE);
      expect(distance(boxes.company.stroke, boxes.partnership.stroke, sight)).toBeGreaterThan(GLANCE);
    },
  );

  test.each(THEMES)(
    "%s: control, rings and rights are told by thickness and dashes, not by colour alone",
    (name) => {
      const theme = THEME[name];
      const styles = [
        { control: null, type: "holding", role: "tree" },
        { control: "certain", type: "holding", role: "tree" },
        { control: "possible", type: "holding", role: "tree" },
        { control: null, type: "tie", role: "tree" },
        { control: null, type: "holding", role: "back" },
        { control: "certain", type: "tie", role: "tree" },
      ] as const;
      const drawn = styles.map((edge) => strokeOf(theme, edge));
      expect(new Set(drawn.map(({ width, dash }) => `${width} ${dash}`)).size).toBe(styles.length);
      expect(drawn[1]!.width / drawn[0]!.width).toBeGreaterThan(2);
    },
  );
});
