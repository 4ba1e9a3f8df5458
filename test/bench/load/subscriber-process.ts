import { type Delivered, type Following, follow } from "./subscribers.js";

/** What the process that it was forked by is told: what its subscribers were, or why they failed. */
export type Told = { readonly delivered: Delivered } | { readonly failed: string };

// The program of a process of its own, which follows one migration after another.
process.on("message", (following: Following) => {
  follow(following).then(
    (delivered) => process.send?.({ delivered } satisfies Told),
    (error: unknown) => process.send?.({ failed: String(error) } satisfies Told),
  );
});
