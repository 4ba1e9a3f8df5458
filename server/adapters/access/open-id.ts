import * as client from "openid-client";
import type { OpenIdProvider, OpenIdSettings } from "../../core/access/open-id.js";

const TIMEOUT_S = 10;

/** The code flow with PKCE, state and nonce, at the provider of the settings; it is asked for its addresses when first needed. */
export function openIdProvider(settings: OpenIdSettings): OpenIdProvider {
  const { issuer, clientId, clientSecret, redirectUrl, scope } = settings;
  let discovered: Promise<client.Configuration> | null = null;

  function discover(): Promise<client.Configuration> {
    // the settings allow http on this machine alone
    const execute = issuer.startsWith("http:") ? [client.allowInsecureRequests] : [];
    discovered ??= client
      .discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_S })
      .catch((error: unknown) => {
        // it may be there by the next time
        discovered = null;
        throw error;
      });
    return discovered;
  }

  return {
    async begin() {
      const config = await discover();
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUrl,
        scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: "S256",
      });
      return { url, attempt };
    },

    async end(search, { state, nonce, verifier }) {
      const config = await discover();
      const url = new URL(redirectUrl);
      url.search = search;
      const tokens = await client.authorizationCodeGrant(config, url, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      if (!claims) throw new Error("the provider gave no ID token");
      // many providers keep names and groups out of the token
      const more = config.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
        : {};
      return { ...more, ...claims };
    },
  };
}
