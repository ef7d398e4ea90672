import { gzipSync } from 'node:zlib';

/** What the HTML of the desk makes a modern browser load of JavaScript: external scripts, compressed one by one as they are sent. */
export async function measureInitialScripts(url: string): Promise<{ count: number; gzipBytes: number }> {
  const html = await (await fetch(url)).text();
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const wanted = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag) && (tag.startsWith('<script') || /\bas="script"/.test(tag)))
    .flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
  const sources = [...new Set(wanted)];
  const sizes = await Promise.all(
    sources.map(async (source) => {
      const answer = await fetch(new URL(source.replaceAll('&amp;', '&'), url));
      if (!answer.ok) throw new Error(`${source} was answered with ${answer.status}`);
      return gzipSync(Buffer.from(await answer.arrayBuffer())).length;
    }),
  );
  return { count: sources.length, gzipBytes: sizes.reduce((sum, size) => sum + size, 0) };
}
