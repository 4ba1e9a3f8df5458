import type { Role } from "../../server/core/access/role.js";
import type { TestApi } from "./api.js";

/** What asks the API as an admin. */
type Asking = Pick<TestApi, "query">;

/** Somebody as the tests have them sign in. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

/** Somebody with a session in a browser. */
export interface Browser {
  readonly cookie: string;
  /** asks the API as a page of ours does */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers freely
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** the code of the first error, or null */
  codeOf(query: string, variables?: Record<string, unknown>): Promise<string | null>;
}

export const PASSWORD = "correct horse battery";

/** Makes a user of a role. */
export async function addPerson(api: Asking, username: string, role: Role): Promise<Person> {
  const { createUser } = await api.query(
    `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } userErrors { message } } }`,
    { input: { username, role, password: PASSWORD } },
  );
  if (createUser.userErrors.length > 0) throw new Error(JSON.stringify(createUser.userErrors));
  return { id: createUser.user.id, username, password: PASSWORD };
}

/** Signs in as a page does; the answer is given whatever it says. */
export function postSession(api: TestApi, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${api.server.url}/session`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** The cookie that an answer sets, as it is sent back. */
export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

export async function openBrowser(api: TestApi, { username, password }: Omit<Person, "id">): Promise<Browser> {
  const response = await postSession(api, { username, password }, { origin: api.server.url });
  if (response.status !== 201) throw new Error(`signing in gave ${response.status}: ${await response.text()}`);
  return browserWith(api, cookieOf(response));
}

export function browserWith(api: TestApi, cookie: string): Browser {
  const send = (query: string, variables: Record<string, unknown> = {}) =>
    api.post({ query, variables }, { cookie, origin: api.server.url });
  return {
    cookie,
    async ask(query, variables) {
      const { body } = await send(query, variables);
      if (body.errors) throw new Error(JSON.stringify(body.errors));
      return body.data;
    },
    async codeOf(query, variables) {
      return (await send(query, variables)).body.errors?.[0]?.extensions.code ?? null;
    },
  };
}

/** Makes an API token; gives its id and secret. */
export async function addToken(api: Asking, role: Role, name = `a token of ${role}`) {
  const { createToken } = await api.query(
    `mutation ($input: CreateTokenInput!) { createToken(input: $input) { token { id } secret } }`,
    { input: { name, role } },
  );
  return { id: createToken.token.id as string, authorization: `Bearer ${createToken.secret}` };
}
