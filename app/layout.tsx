import { CSPProvider } from '@base-ui/react/csp-provider';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies, headers } from 'next/headers';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import './globals.css';
import { listingForPage } from '../core/market/pageListing.ts';
import { VENUES } from '../core/pools/all/poolKinds.ts';
import { AccountDialogs } from './account/AccountDialogs.tsx';
import { SessionBanner } from './header/SessionBanner.tsx';
import { Hotkeys } from './keyboard/Hotkeys.tsx';
import { Overlays } from './keyboard/Overlays.tsx';
import { ShellActions } from './keyboard/ShellActions.tsx';
import { LiveProvider } from './live/LiveProvider.tsx';
import { PreferencesWatch } from './preferences/PreferencesWatch.tsx';
import { LOOK_COOKIE, parseLook, THEME_COLOURS } from './theme/look.ts';
import { OrderToasts } from './tracking/OrderToasts.tsx';
import { venueNames } from './ui/venueLook.ts';

const inter = localFont({
  src: './fonts/inter-latin-variable.woff2',
  weight: '100 900',
  variable: '--font-inter',
  display: 'swap',
});

const NAME = 'Order Execution Engine';
const DESCRIPTION = `Swap at the best of ${venueNames(VENUES.map(({ id }) => id))}, and watch every step of the order.`;

/** Read for each request: the public address is a setting of the server, not of the build. */
export function generateMetadata(): Metadata {
  const image = {
    url: '/social.png',
    width: 1200,
    height: 630,
    alt: 'The trading desk: chart, orders and the swap ticket',
  };
  return {
    metadataBase: new URL(process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`),
    applicationName: NAME,
    title: { default: NAME, template: `%s · ${NAME}` },
    description: DESCRIPTION,
    manifest: '/manifest.webmanifest',
    icons: {
      icon: [
        { url: '/icon.svg', type: 'image/svg+xml', sizes: 'any' },
        { url: '/icon-192.png', type: 'image/png', sizes: '192x192' },
      ],
      apple: { url: '/apple-touch-icon.png', sizes: '180x180' },
    },
    openGraph: { type: 'website', siteName: NAME, title: NAME, description: DESCRIPTION, images: [image] },
    twitter: { card: 'summary_large_image', title: NAME, description: DESCRIPTION, images: [image] },
  };
}

export async function generateViewport(): Promise<Viewport> {
  return {
    themeColor: THEME_COLOURS[(await look()).theme],
    width: 'device-width',
    initialScale: 1,
  };
}

/** The look that this browser has stored. */
async function look() {
  return parseLook((await cookies()).get(LOOK_COOKIE)?.value);
}

/** The cookie's names with and without TLS; after the last dot comes a tag of the installation (server/auth/sessionCookie.ts). */
const SESSION_COOKIE = /^(__Host-)?oee\.session(\.[0-9a-f]+)?$/;

/** Whether this browser sent a session cookie; whether the session is valid is checked later. */
async function hasSessionCookie() {
  return (await cookies()).getAll().some(({ name }) => SESSION_COOKIE.test(name));
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, palette } = await look();
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" className={inter.variable} data-theme={theme} data-palette={palette}>
      <body>
        <CSPProvider nonce={nonce}>
          <NuqsAdapter>
            <LiveProvider isFirstVisit={!(await hasSessionCookie())} listing={listingForPage()}>
              <SessionBanner />
              {children}
              <Hotkeys />
              <ShellActions />
              <Overlays />
              <AccountDialogs />
              <PreferencesWatch />
              <OrderToasts />
            </LiveProvider>
          </NuqsAdapter>
        </CSPProvider>
      </body>
    </html>
  );
}
