import type { RequestHandler } from "express";
import helmet from "helmet";

/** Everything comes from here, and nothing runs that was not loaded as a file; a page's route may ask for more. */
const POLICY: Readonly<Record<string, readonly string[]>> = {
  "default-src": ["'none'"],
  "base-uri": ["'none'"],
  "connect-src": ["'self'"],
  "font-src": ["'self'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
  "img-src": ["'self'", "data:", "blob:"],
  "manifest-src": ["'self'"],
  "script-src": ["'self'"],
  "script-src-attr": ["'none'"],
  "style-src": ["'self'"],
};

/** A content security policy as its header says it; what is given replaces what holds elsewhere. */
export function contentSecurityPolicy(besides: Readonly<Record<string, readonly string[]>> = {}): string {
  return Object.entries({ ...POLICY, ...besides })
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}

/** The headers of every answer: nothing is guessed, framed, or told to other sites. */
export function protectiveHeaders(): RequestHandler[] {
  const policy = contentSecurityPolicy();
  return [
    helmet({
      contentSecurityPolicy: false,
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: "same-origin" },
      xFrameOptions: { action: "deny" },
    }),
    (_request, response, next) => {
      response.setHeader("Content-Security-Policy", policy);
      response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
      next();
    },
  ];
}
