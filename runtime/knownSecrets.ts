const SHORTEST = 8;

/** The secrets among settings: settings with a secret's name, and passwords in URLs. Leaves out values that are too short to distinguish from ordinary text. */
export function knownSecrets(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found = Object.entries(env).flatMap(([name, value = '']) => {
    if (/(SECRET|TOKEN|PASSWORD)$/.test(name)) return [value.trim()];
    return /_URL$/.test(name) && URL.canParse(value) ? [new URL(value).password] : [];
  });
  const forms = found.flatMap((secret) => [secret, decoded(secret), JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(forms)].filter((secret) => secret.length >= SHORTEST);
}

/** Replaces every secret in a text. */
export function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, '***') : rest), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
