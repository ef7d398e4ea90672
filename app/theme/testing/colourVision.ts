import { linear, type Rgb } from './contrast.ts';

type Row = readonly [number, number, number];
type Matrix = readonly [Row, Row, Row];

/**
 * How a colour reaches an eye that lacks one kind of cone, on linear light. Machado, Oliveira and Fernandes, "A physiologically-based model
 * for simulation of color vision deficiency" (2009), severity 1.
 */
export const COLOUR_VISION = {
  common: [
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
} as const satisfies Record<string, Matrix>;

function times(matrix: Matrix, [x, y, z]: Row): Row {
  const dot = ([a, b, c]: Row) => a * x + b * y + c * z;
  return [dot(matrix[0]), dot(matrix[1]), dot(matrix[2])];
}

/** Oklab of linear sRGB (Ottosson, 2020). */
function oklab(light: Row): Row {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light,
  );
  const [l, m, s] = cones;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

/** The perceived difference of two colours for that eye, as distance in Oklab: 0 is the same, about 0.02 is just noticeable side by side. */
export function seenDistance(opts: { vision: keyof typeof COLOUR_VISION; one: Rgb; other: Rgb }): number {
  const seen = ([red, green, blue]: Rgb) => {
    const [r, g, b] = times(COLOUR_VISION[opts.vision], [linear(red), linear(green), linear(blue)]);
    const inside = (value: number) => Math.min(1, Math.max(0, value));
    return oklab([inside(r), inside(g), inside(b)]);
  };
  const [a, b] = [seen(opts.one), seen(opts.other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
