/** Why the desk can't be opened yet. `final`: trying again by itself would not help; the trader has to change something first. */
export type StartProblem = { readonly title: string; readonly text: string; readonly final: boolean };

/** Thrown when the desk can't be opened, for a reason that the trader is shown. */
export class SessionProblem extends Error {
  override readonly name = 'SessionProblem';
  readonly problem: StartProblem;

  constructor(problem: StartProblem) {
    super(problem.text);
    this.problem = problem;
  }
}

/** The session was made, but the browser did not send its cookie back, or reports that it stores none. */
export function blockedCookies(): SessionProblem {
  return new SessionProblem({
    title: 'This browser blocks cookies',
    text: `The desk keeps your paper wallet in a cookie. Allow cookies for ${window.location.host}, then try again. Nothing was placed.`,
    final: true,
  });
}

/** The sentence in the body of an error, if it holds one. */
async function sentenceOf(answer: Response): Promise<string | undefined> {
  const body: unknown = await answer.json().catch(() => undefined);
  const text = (body as { error?: { data?: { text?: unknown } } } | undefined)?.error?.data?.text;
  return typeof text === 'string' ? text : undefined;
}

/** Why the server did not make a guest. */
export async function refusedGuest(answer: Response): Promise<SessionProblem> {
  if (answer.status === 403) {
    return new SessionProblem({
      title: 'This address is not allowed',
      text: `The engine refuses pages at ${window.location.origin}. Open the desk at its own address; if you run the engine, set PUBLIC_URL to ${window.location.origin} and restart it. Nothing was placed.`,
      final: true,
    });
  }
  const text = await sentenceOf(answer);
  return new SessionProblem({
    title: 'Your wallet can’t be opened yet',
    text: text ?? `The server answered with an error (status ${answer.status}). The desk keeps trying.`,
    final: false,
  });
}
