// @ts-check

/**
 * What a person reads after the tour.
 * @param {{ chapters: import('./demoRun.mjs').ChapterRecord[], seed: string, output: string, film: string | undefined }} opts
 * @returns {string}
 */
export function demoSummary({ chapters, seed, output, film }) {
  const lines = [
    `The tour, on the market of seed "${seed}": at the same slot every run sees the same market, and the chapters tell the same story.`,
    'At which slot a chapter comes, and so its exact figures, depends on the speed of the machine.',
    '',
  ];
  let inFilm = 0;
  for (const { number, title, ok, seconds, shown, files, film: filmed } of chapters) {
    const at = film !== undefined && filmed !== null ? `  film ${clock(inFilm)}` : '';
    if (filmed !== null) inFilm += filmed.lengthMs / 1000;
    lines.push(`${ok ? '✓' : '✗'} ${number}. ${title}  ${seconds.toFixed(1)} s${at}`);
    for (const what of shown) lines.push(`     ${what}`);
    if (!ok) lines.push('     It was not true: see above.');
    lines.push(`     ${files.join('  ')}`);
  }
  lines.push(
    '',
    `In ${output}:${film === undefined ? '' : ` ${film} (${clock(inFilm)}),`} screenshots, pictures, traces`,
  );
  return lines.join('\n');
}

/** @param {number} seconds */
function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
