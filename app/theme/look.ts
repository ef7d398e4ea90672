/** How the desk looks: its brightness, and whether gains and losses are told apart by colours that every eye can tell apart. */
export type Look = { readonly theme: 'dark' | 'light'; readonly palette: 'classic' | 'safe' };

export const DEFAULT_LOOK: Look = { theme: 'dark', palette: 'classic' };

/** A cookie, so that the server already draws the page as it was left: nothing flashes on load. */
export const LOOK_COOKIE = 'oee.look';

/** The look of a cookie's value such as `light.safe`; what is not understood is the default. */
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

/** What the browser draws its own frame in: the colour of the header's panel. */
export const THEME_COLOURS = { dark: '#10141b', light: '#ffffff' } as const satisfies Record<Look['theme'], string>;
