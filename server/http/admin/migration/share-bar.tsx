export interface SharePart {
  readonly name: string;
  readonly value: number;
  readonly colour: "matched" | "left" | "right" | "duplicates" | "created" | "updated" | "unchanged" | "rejected";
}

/** What a whole is made of, as one bar; the numbers stand beside it. */
export function ShareBar({ parts, label }: { readonly parts: readonly SharePart[]; readonly label: string }) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  if (whole === 0) return null;
  let from = 0;
  return (
    <svg class="cw-share" viewBox="0 0 1000 16" preserveAspectRatio="none" role="img">
      <title>{label}</title>
      {parts.map(({ name, value, colour }) => {
        const x = (from / whole) * 1000;
        from += value;
        // what is there is seen, however little it is
        const width = value === 0 ? 0 : Math.max(4, (value / whole) * 1000);
        return <rect key={name} class={`cw-share__part cw-share__part--${colour}`} x={x} width={width} height={16} />;
      })}
    </svg>
  );
}

/** The colour that stands for a part in the bar. */
export function Swatch({ colour }: Pick<SharePart, "colour">) {
  return (
    <svg class="cw-swatch" viewBox="0 0 10 10" aria-hidden="true">
      <rect class={`cw-share__part--${colour}`} width={10} height={10} rx={2} />
    </svg>
  );
}
