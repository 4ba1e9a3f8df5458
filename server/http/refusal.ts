import type { Response } from "express";

/** An answer that refuses a request, in the shape of GraphQL's errors. */
export function refuse(response: Response, status: number, code: string, message: string): void {
  response.set("Cache-Control", "no-store");
  response.status(status).json(answer(code, message));
}

export function answer(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
