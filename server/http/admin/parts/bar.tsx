interface BarProps {
  /** what is under way */
  readonly label: string;
  /** 0 to 1; null where nobody knows */
  readonly share: number | null;
}

/** How much is done. */
export function Bar({ label, share }: BarProps) {
  const percentage = share === null ? undefined : Math.floor(share * 100);
  return (
    <div
      class={`cw-bar${share === null ? " cw-bar--unknown" : ""}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percentage}
      aria-valuetext={share === null ? "under way" : `${percentage}%`}
    >
      <div class="cw-bar__done" style={{ width: `${(share ?? 0.3) * 100}%` }} />
    </div>
  );
}
