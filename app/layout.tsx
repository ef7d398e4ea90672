import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import './globals.css';
import { SessionBanner } from './header/SessionBanner.tsx';
import { LiveProvider } from './live/LiveProvider.tsx';

const inter = localFont({
  src: './fonts/inter-latin-variable.woff2',
  weight: '100 900',
  variable: '--font-inter',
  display: 'swap',
});

export const metadata: Metadata = {
  title: { default: 'Order Execution Engine', template: '%s · Order Execution Engine' },
  description: 'Swap at the better of Raydium and Meteora, and watch every step of the order.',
};

export const viewport: Viewport = {
  themeColor: '#10141b',
  width: 'device-width',
  initialScale: 1,
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={inter.variable}>
      <body>
        <LiveProvider>
          <SessionBanner />
          {children}
        </LiveProvider>
      </body>
    </html>
  );
}
