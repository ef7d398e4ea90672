import { expect, test } from 'playwright/test';

/** The size of a PNG according to its header. */
function pngSize(file: Buffer): { width: number; height: number } {
  expect(file.subarray(1, 4).toString('latin1')).toBe('PNG');
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

const PICTURES = [
  ['/icon-192.png', 192, 192],
  ['/icon-512.png', 512, 512],
  ['/icon-maskable-512.png', 512, 512],
  ['/apple-touch-icon.png', 180, 180],
  ['/social.png', 1200, 630],
] as const;

test('every picture exists with its type and size, and may be cached', async ({ request }) => {
  for (const [path, width, height] of PICTURES) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()['content-type'], path).toBe('image/png');
    expect(answer.headers()['cache-control'], path).toContain('max-age=86400');
    expect(pngSize(await answer.body()), path).toEqual({ width, height });
  }
});

test('icon, manifest and robots exist, and the manifest names only existing files', async ({ request }) => {
  for (const [path, type, holds] of [
    ['/icon.svg', 'image/svg+xml', '<svg'],
    ['/manifest.webmanifest', 'application/manifest+json', '"start_url"'],
    ['/robots.txt', 'text/plain', 'Disallow: /api/'],
  ] as const) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()['content-type'], path).toContain(type);
    expect(answer.headers()['cache-control'], path).toContain('max-age=86400');
    expect(await answer.text(), path).toContain(holds);
  }
  const manifest: { icons: { src: string; type: string }[] } = await (
    await request.get('/manifest.webmanifest')
  ).json();
  for (const { src, type } of manifest.icons) {
    expect((await request.get(src)).headers()['content-type'], src).toContain(type);
  }
});

test('the page names them, and its policy lets the browser fetch them', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.goto('/');
  const hrefs = await page
    .locator('link[rel~="icon"], link[rel="apple-touch-icon"], link[rel="manifest"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(hrefs).toEqual(
    expect.arrayContaining(['/manifest.webmanifest', '/icon.svg', '/icon-192.png', '/apple-touch-icon.png']),
  );
  const social = await page.locator('meta[property="og:image"]').getAttribute('content');
  expect(new URL(social ?? '').pathname).toBe('/social.png');
  // Requested as the browser does to install the desk.
  const session = await page.context().newCDPSession(page);
  const manifest = await session.send('Page.getAppManifest');
  expect(manifest.errors).toEqual([]);
  expect(manifest.data).toContain('"Order Execution Engine"');
  expect(refused).toEqual([]);
});
