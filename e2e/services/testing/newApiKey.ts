import { createClient, guestSession } from '../../../client/index.ts';

/** An API key of a new guest that may trade. */
export async function newApiKey(url: string): Promise<string> {
  const { client, close } = createClient({ url, cookie: await guestSession({ url }) });
  const { secret } = await client.apiKeys.create.mutate({ name: 'another service', scopes: ['trade'] });
  await close();
  return secret;
}
