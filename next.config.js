/** @type {import('next').NextConfig} */
export default {
  // A test run builds beside the one that is served.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // No page has pictures to scale: the endpoint that would is off.
  images: { unoptimized: true },
  // A configuration that extends another is left alone by Next; the other would be rewritten for each build folder.
  typescript: { tsconfigPath: 'tsconfig.next.json' },
  // What lies in public/ keeps its name when it changes: a day in caches, and a week while it is fetched again behind the scenes.
  headers: async () => [
    {
      source:
        '/:file(icon.svg|icon-192.png|icon-512.png|icon-maskable-512.png|apple-touch-icon.png|social.png|manifest.webmanifest|robots.txt)',
      headers: [{ key: 'cache-control', value: 'public, max-age=86400, stale-while-revalidate=604800' }],
    },
  ],
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};
