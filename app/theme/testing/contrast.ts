/** A colour as red, green and blue of 0–255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb` as numbers; throws for anything else. */
export function parseHex(hex: string): Rgb {
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex);
  if (parts === null) throw new Error(`${hex} is no colour of the form #rrggbb`);
  const [, red, green, blue] = parts;
  return [Number.parseInt(red ?? '', 16), Number.parseInt(green ?? '', 16), Number.parseInt(blue ?? '', 16)];
}

/** Linear light of 0–1, from the sRGB transfer function of WCAG 2.2. */
export function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
