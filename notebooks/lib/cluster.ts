import * as d3 from "d3";
import { svg } from "htl";
import type { ClusterFragment } from "./client.ts";
import { COLOURS, SERIES } from "./colours.ts";

export type Cluster = ClusterFragment;

/** The names of more records would lie over each other: they are told when one points at a circle. */
const MOST_NAMED = 16;

interface Node extends d3.SimulationNodeDatum {
  readonly name: string;
  readonly title: string;
  readonly colour: string;
  readonly kind: "record" | "value";
}

type Edge = d3.SimulationLinkDatum<Node>;

interface Drawing {
  readonly width: number;
  /** match keys in their order, for their colours */
  readonly keys: readonly string[];
  readonly left: string;
  readonly right: string;
}

/** A cluster as a net of its records and of the values that tie them. The same cluster is drawn the same each time. */
export function drawCluster(cluster: Cluster, { width, keys, left, right }: Drawing): SVGElement {
  const { nodes, edges } = netOf(cluster, keys, left, right);
  const simulation = d3
    .forceSimulation(nodes)
    .force("link", d3.forceLink<Node, Edge>(edges).distance(40).strength(0.9))
    .force("charge", d3.forceManyBody().strength(-240))
    .force("x", d3.forceX().strength(0.03))
    .force("y", d3.forceY().strength(0.12))
    .force("collide", d3.forceCollide(15))
    .stop();
  simulation.tick(300);
  const height = settle(nodes, width);
  const end = (edge: Edge, of: "source" | "target") => edge[of] as Node;
  return svg`<svg width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img"
      aria-label="Records of the cluster and the values that tie them" style="max-width: 100%; font: 12px var(--sans-serif)">
    ${edges.map((edge) => svg`<line x1=${end(edge, "source").x} y1=${end(edge, "source").y} x2=${end(edge, "target").x} y2=${end(edge, "target").y} stroke=${end(edge, "target").colour} stroke-width="1.6" stroke-opacity="0.8"></line>`)}
    ${nodes.map(drawNode)}
    ${[left, right].map(
      (
        service,
        i,
      ) => svg`<g><circle cx="10" cy=${14 + i * 20} r="6" fill=${i === 0 ? COLOURS.Left : COLOURS.Right}></circle>
      <text x="24" y=${14 + i * 20} dy="0.35em" fill="currentColor">${service}</text></g>`,
    )}
  </svg>`;
}

function netOf({ records }: Cluster, keys: readonly string[], left: string, right: string) {
  const values = new Map<string, Node>();
  const edges: Edge[] = [];
  const nodes = records.nodes.map((record): Node => {
    const isLeft = record.side === "LEFT";
    const name = record.fields.find((field) => field.name === "full_name")?.value ?? record.id;
    const node: Node = {
      name: records.nodes.length > MOST_NAMED ? "" : shortened(name),
      title: `${isLeft ? left : right} ${record.id}: ${name}`,
      colour: isLeft ? COLOURS.Left : COLOURS.Right,
      kind: "record",
    };
    for (const { key, value } of record.why) {
      const id = `${key} ${value}`;
      const known = values.get(id) ?? {
        name: "",
        title: `${key}: ${value}`,
        colour: colourOf(key, keys),
        kind: "value",
      };
      values.set(id, known);
      edges.push({ source: node, target: known });
    }
    return node;
  });
  return { nodes: [...nodes, ...values.values()], edges };
}

function shortened(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

function colourOf(key: string, keys: readonly string[]): string {
  return SERIES[Math.max(0, keys.indexOf(key)) % SERIES.length] as string;
}

/** Moves all into the drawing, where names need room to the right of their records; gives the height that it takes. */
function settle(nodes: readonly Node[], width: number): number {
  const [x0, x1] = d3.extent(nodes, ({ x }) => x) as [number, number];
  const [y0, y1] = d3.extent(nodes, ({ y }) => y) as [number, number];
  const scale = Math.min((width - 260) / Math.max(x1 - x0, 1), 520 / Math.max(y1 - y0, 1), 1.4);
  const height = Math.max((y1 - y0) * scale + 60, 110);
  for (const node of nodes) {
    node.x = width / 2 - 40 + ((node.x ?? 0) - (x0 + x1) / 2) * scale;
    node.y = height / 2 + ((node.y ?? 0) - (y0 + y1) / 2) * scale;
  }
  return height;
}

function drawNode({ x = 0, y = 0, name, title, colour, kind }: Node): SVGElement {
  if (kind === "value")
    return svg`<rect x=${x - 5} y=${y - 5} width="10" height="10" transform=${`rotate(45 ${x} ${y})`} fill=${colour}><title>${title}</title></rect>`;
  return svg`<g><circle cx=${x} cy=${y} r="8" fill=${colour} stroke="var(--theme-background)" stroke-width="1.5"><title>${title}</title></circle>
    <text x=${x + 12} y=${y} dy="0.35em" fill="currentColor" stroke="var(--theme-background)" stroke-width="3" paint-order="stroke">${name}</text></g>`;
}
