/** The look of the desk: its brightness, and whether gains and losses have colours that are safe for colour-blind readers. */
export type Look = { readonly theme: 'dark' | 'light'; readonly palette: 'classic' | 'safe' };

export const DEFAULT_LOOK: Look = { theme: 'dark', palette: 'classic' };

/** The name of the cookie from which the server renders the page in the stored look, so that nothing flashes on load. */
export const LOOK_COOKIE = 'oee.look';

/** The look of a cookie's value such as `light.safe`; an invalid value gives the default. */
export function parseLook(value: string | undefined): Look {
  const [theme, palette] = value?.split('.') ?? [];
  return {
    theme: theme === 'light' ? 'light' : DEFAULT_LOOK.theme,
    palette: palette === 'safe' ? 'safe' : DEFAULT_LOOK.palette,
  };
}

export function lookText(look: Look): string {
  return `${look.theme}.${look.palette}`;
}

/** The colour of the browser's own frame: the colour of the header's panel. */
export const THEME_COLOURS = { dark: '#10141b', light: '#ffffff' } as const satisfies Record<Look['theme'], string>;
