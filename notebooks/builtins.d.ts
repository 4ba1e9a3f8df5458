// What notebook-kit gives to cells, as they see it: promises and generators are unwrapped.
declare const Plot: typeof import("@observablehq/plot");
declare const d3: typeof import("d3");
declare const Inputs: typeof import("@observablehq/inputs");
declare const width: number;
declare const now: number;
declare const invalidation: Promise<void>;
declare const visibility: () => Promise<void>;
declare function display<T>(value: T): T;
declare function view<T>(input: HTMLElement & { value: T }): T;
declare const html: (strings: TemplateStringsArray, ...values: unknown[]) => HTMLElement;
declare const svg: (strings: TemplateStringsArray, ...values: unknown[]) => SVGElement;
declare const md: (strings: TemplateStringsArray, ...values: unknown[]) => HTMLElement;
declare const Generators: {
  observe<T>(begin: (change: (value: T) => void) => (() => void) | undefined): T;
};

declare module "@observablehq/inputs" {
  type Input<T> = HTMLElement & { value: T };
  // biome-ignore lint/suspicious/noExplicitAny: the package has no types of its own
  export function select<T = any>(options: Iterable<T>, settings?: object): Input<T>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  export function radio<T = any>(options: Iterable<T>, settings?: object): Input<T>;
  export function range(extent: readonly [number, number], settings?: object): Input<number>;
  export function text(settings?: object): Input<string>;
  export function toggle(settings?: object): Input<boolean>;
  export function table(rows: Iterable<object>, settings?: object): HTMLElement;
}

declare module "htl" {
  export const html: (strings: TemplateStringsArray, ...values: unknown[]) => HTMLElement;
  export const svg: (strings: TemplateStringsArray, ...values: unknown[]) => SVGElement;
}
