/** Several requests may be refused at once. */
let isLeaving = false;

/** Leaves for the sign-in, which comes back to this place. */
export function askToSignIn(): void {
  if (isLeaving || location.pathname === "/sign-in") return;
  isLeaving = true;
  location.replace(`/sign-in?${thenGoTo(location.pathname + location.search)}`);
}

/** Leaves for the sign-in by sign-out: what is told meanwhile of the session's end must not lead elsewhere. */
export async function leaveBy(signOut: () => Promise<void>): Promise<void> {
  isLeaving = true;
  try {
    await signOut();
  } catch (error) {
    isLeaving = false;
    throw error;
  }
  location.assign("/sign-in");
}

/** Where to go on after the sign-in: a place on this server, and nothing else that an address may smuggle in. */
export function placeAfterSignIn(search: string): string {
  const then = new URLSearchParams(search).get("then");
  if (!then) return "/migrations";
  const place = URL.canParse(then, location.origin) ? new URL(then, location.origin) : null;
  if (place?.origin !== location.origin || !then.startsWith("/") || place.pathname === "/sign-in") return "/migrations";
  return place.pathname + place.search + place.hash;
}

/** How an address says where to go on. */
export function thenGoTo(place: string): URLSearchParams {
  return new URLSearchParams([["then", place]]);
}
