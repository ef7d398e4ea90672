import type { Page } from 'playwright/test';

export type Caption = {
  /** The small line above: the chapter. */
  readonly head: string;
  readonly text: string;
  readonly phone: boolean;
  /** Keeps the bottom of the page visible. */
  readonly raised: boolean;
};

/**
 * Writes a caption over the page, and shows the pointer. Both are in a closed shadow root beside <body>, so that they do not affect the page's
 * layout, styles and accessibility; script calls make them, to which the page's content policy does not apply.
 */
export async function showCaption(page: Page, caption: Caption): Promise<void> {
  await page.evaluate(({ head, text, phone, raised }) => {
    const known = window as unknown as { tourCaption?: (head: string, text: string, raised: boolean) => void };
    if (known.tourCaption === undefined) {
      const host = document.createElement('tour-caption');
      host.setAttribute('aria-hidden', 'true');
      host.inert = true;
      const root = host.attachShadow({ mode: 'closed' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        :host { all: initial; position: fixed; inset: 0; z-index: 2147483647; pointer-events: none; }
        div { position: absolute; left: 20px; bottom: 40px; max-width: 640px; box-sizing: border-box; padding: 12px 20px 14px 18px;
          border-left: 4px solid #4f9cf9; border-radius: 4px; background: rgb(6 10 16 / 0.95); color: #fff;
          box-shadow: 0 0 0 1px rgb(255 255 255 / 0.14), 0 12px 32px rgb(0 0 0 / 0.5); font: 19px/1.4 system-ui, sans-serif; transition: opacity 150ms; }
        div.phone { left: 4px; right: 4px; top: 4px; bottom: auto; padding: 6px 12px 8px; font-size: 15px; }
        div.raised { bottom: 130px; }
        div[hidden] { display: block; opacity: 0; }
        small { display: block; margin-bottom: 2px; font-size: 12px; letter-spacing: 0.06em; text-transform: uppercase; color: #8fc1ff; }
        i { position: absolute; left: 0; top: 0; width: 26px; height: 26px; margin: -13px; border-radius: 50%; opacity: 0;
          background: rgb(79 156 249 / 0.3); box-shadow: 0 0 0 2px #4f9cf9; transition: transform 220ms ease-out, opacity 200ms; }`);
      root.adoptedStyleSheets = [sheet];
      const bar = document.createElement('div');
      bar.className = phone ? 'phone' : '';
      const small = document.createElement('small');
      const words = document.createElement('span');
      bar.append(small, words);
      const pointer = document.createElement('i');
      root.append(bar, pointer);
      document.documentElement.append(host);
      window.addEventListener(
        'pointermove',
        ({ clientX, clientY }) => {
          pointer.style.opacity = '1';
          pointer.style.transform = `translate(${clientX}px, ${clientY}px)`;
        },
        { capture: true, passive: true },
      );
      window.addEventListener(
        'keydown',
        () => {
          pointer.style.opacity = '0';
        },
        { capture: true, passive: true },
      );
      known.tourCaption = (newHead, newText, isRaised) => {
        bar.classList.toggle('raised', isRaised);
        bar.hidden = newText === '';
        if (newText === '') return;
        small.textContent = newHead;
        words.textContent = newText;
      };
    }
    known.tourCaption?.(head, text, raised);
  }, caption);
}

/** Removes caption and pointer while a picture is taken. */
export async function withoutCaption<T>(page: Page, take: () => Promise<T>): Promise<T> {
  const show = (display: string) =>
    page.evaluate((value) => {
      const host = document.querySelector('tour-caption');
      if (host instanceof HTMLElement) host.style.display = value;
    }, display);
  await show('none');
  try {
    return await take();
  } finally {
    await show('');
  }
}
