import { useEffect, useState } from "preact/hooks";
import { Scrolling } from "../parts/scrolling.js";
import {
  BOX_HEIGHT,
  type ClusterRecord,
  DESK,
  type DrawnBox,
  type DrawnTie,
  describe,
  layOut,
  PHONE,
} from "./drawing-layout.js";

interface DrawingProps {
  readonly records: readonly ClusterRecord[];
  /** the services of both sides */
  readonly left: string;
  readonly right: string;
}

/** Which records share which values. */
export function Drawing({ records, left, right }: DrawingProps) {
  const isNarrow = useIsNarrow();
  const { width, height, titles, boxes, ties } = layOut(records, { left, right }, isNarrow ? PHONE : DESK);
  return (
    <Scrolling label="Which records share which values">
      <svg
        class={isNarrow ? "cw-drawing cw-drawing--narrow" : "cw-drawing"}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
      >
        <title>Shared values. {describe(records).join(". ")}</title>
        {titles.map(({ text, x }) => (
          <text key={x} class="cw-drawing__title" x={x} y={15}>
            {text}
          </text>
        ))}
        {ties.map((tie) => (
          <path key={tie.key} class="cw-drawing__tie" d={pathOf(tie)} />
        ))}
        {boxes.map((box) => (
          <Box key={box.key} box={box} />
        ))}
      </svg>
    </Scrolling>
  );
}

function Box({ box }: { readonly box: DrawnBox }) {
  const { x, y, width, lines, full, side } = box;
  return (
    <g class={`cw-drawing__box cw-drawing__box--${side === null ? "value" : side.toLowerCase()}`}>
      <title>{full}</title>
      <rect x={x} y={y} width={width} height={BOX_HEIGHT} rx={side === null ? BOX_HEIGHT / 2 : 4} />
      <text class="cw-drawing__name" x={x + width / 2} y={y + 18}>
        {lines[0]}
      </text>
      <text class="cw-drawing__detail" x={x + width / 2} y={y + 35}>
        {lines[1]}
      </text>
    </g>
  );
}

/** From the record's edge that faces the value, in a soft curve. */
function pathOf({ from, to }: DrawnTie): string {
  const isLeft = from.x < to.x;
  const [x1, y1] = [isLeft ? from.x + from.width : from.x, from.y + BOX_HEIGHT / 2];
  const [x2, y2] = [isLeft ? to.x : to.x + to.width, to.y + BOX_HEIGHT / 2];
  const middle = (x1 + x2) / 2;
  return `M ${x1} ${y1} C ${middle} ${y1}, ${middle} ${y2}, ${x2} ${y2}`;
}

const NARROW = "(max-width: 640px)";

function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const look = (): void => setNarrow(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return isNarrow;
}
