const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\//, "Firefox"],
  [/\b(?:Headless)?Chrom(?:e|ium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** What a browser calls itself, as people know it; others by what they say first. */
export function describeAgent(agent: string | null): string {
  if (agent === null) return "Unknown browser";
  const nameIn = (known: typeof BROWSERS) => known.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = nameIn(BROWSERS);
  if (!browser) return agent.split(" ")[0] ?? agent;
  const system = nameIn(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}
