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
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};
