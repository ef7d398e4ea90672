/** The theme's colours as the canvas needs them, by the names of their variables. */
const NAMES = [
  'panel',
  'line',
  'line-strong',
  'ink',
  'muted',
  'good',
  'bad',
  'raydium',
  'meteora',
  'accent-strong',
  'accent-ink',
] as const;

export type ChartColours = Record<(typeof NAMES)[number], string> & { readonly font: string };

/** Reads what the theme's variables come to right now. */
export function readChartColours(): ChartColours {
  const probe = document.createElement('span');
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const colours = Object.fromEntries(
    NAMES.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, style.color];
    }),
  ) as Record<(typeof NAMES)[number], string>;
  const font = style.fontFamily;
  probe.remove();
  return { ...colours, font };
}
