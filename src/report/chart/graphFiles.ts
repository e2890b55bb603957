import type { ChartGraph } from "../../chart/graph.js";
import type { EdgeAttributes, EntityAttributes, NeighbourhoodGraph } from "../../register/neighbourhood.js";
import { escapeMarkup } from "../escape.js";
import { drawable } from "./chartText.js";

/** Files of graphs for other programs. Shares are fractions of one; what is written as a range stands there as it is written. */

type Value = string | number | boolean;
type Row = Readonly<Record<string, Value>>;

const NODE_FIELDS = {
  kind: "string",
  level: "int",
  listing: "string",
  jurisdiction: "string",
  lookThroughMin: "double",
  lookThroughMax: "double",
} as const;
const EDGE_FIELDS = {
  type: "string",
  tie: "string",
  equity: "string",
  voting: "string",
  income: "string",
} as const;
type Fields = Readonly<Record<string, "string" | "int" | "double">>;

function nodeRow({ lookThrough }: ChartGraph, id: string, { entity, level }: EntityAttributes): Row {
  const share = lookThrough.get(id);
  return {
    kind: entity.kind,
    level,
    ...(entity.listing ? { listing: entity.listing } : {}),
    ...(entity.jurisdiction ? { jurisdiction: entity.jurisdiction } : {}),
    ...(share ? { lookThroughMin: share.min, lookThroughMax: share.max } : {}),
  };
}

function edgeRow(edge: EdgeAttributes): Row {
  if (edge.type === "tie") return { type: edge.type, tie: edge.record.kind };
  const { equity, voting, income } = edge.shares;
  return { type: edge.type, equity, voting, income };
}

const edgeLabel = (edge: EdgeAttributes): string => (edge.type === "tie" ? edge.record.kind : edge.label);

/** Ids are numbered, because an XML id may hold less than an id of the records does; the id itself is an attribute. */
function numbered(graph: NeighbourhoodGraph): Map<string, string> {
  return new Map(graph.nodes().map((id, position) => [id, `n${position}`]));
}

/** Ties stand in the graph in the order of their rows, which a file must not depend on. */
const edgesOf = (
  graph: NeighbourhoodGraph,
  write: (edge: EdgeAttributes, source: string, target: string) => string,
): string[] => graph.mapEdges((_edge, edge, source, target) => write(edge, source, target)).sort();

const xml = (value: Value): string => escapeMarkup(drawable(String(value)));

/** GraphML 1.1. */
export function graphMl(file: ChartGraph): string {
  const keys = numbered(file.graph);
  const fields = { label: "string", id: "string", ...NODE_FIELDS } as const;
  const data = (row: Row, prefix: string): string =>
    Object.entries(row)
      .map(([name, value]) => `<data key="${prefix}${name}">${xml(value)}</data>`)
      .join("");
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`,
    ...declared(fields, "node", "d_"),
    ...declared({ label: "string", ...EDGE_FIELDS }, "edge", "e_"),
    `<graph id="ownership" edgedefault="directed">`,
    ...file.graph.mapNodes((id, attributes) => {
      const row = { label: attributes.label, id, ...nodeRow(file, id, attributes) };
      return `<node id="${keys.get(id)}">${data(row, "d_")}</node>`;
    }),
    ...edgesOf(file.graph, (attributes, source, target) => {
      const row = { label: edgeLabel(attributes), ...edgeRow(attributes) };
      return `<edge source="${keys.get(source)}" target="${keys.get(target)}">${data(row, "e_")}</edge>`;
    }),
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}

const declared = (fields: Fields, domain: "node" | "edge", prefix: string): string[] =>
  Object.entries(fields).map(
    ([name, type]) => `<key id="${prefix}${name}" for="${domain}" attr.name="${name}" attr.type="${type}"/>`,
  );

const GEXF_TYPES = { string: "string", int: "integer", double: "double" } as const;

/** GEXF 1.3. */
export function gexf(file: ChartGraph): string {
  const keys = numbered(file.graph);
  const fields = { id: "string", ...NODE_FIELDS } as const;
  const attributes = (of: Fields, domain: "node" | "edge"): string =>
    `<attributes class="${domain}">${Object.entries(of)
      .map(
        ([name, type], position) =>
          `<attribute id="${position}" title="${name}" type="${GEXF_TYPES[type]}"/>`,
      )
      .join("")}</attributes>`;
  const values = (row: Row, of: Fields): string => {
    const names = Object.keys(of);
    return `<attvalues>${Object.entries(row)
      .map(([name, value]) => `<attvalue for="${names.indexOf(name)}" value="${xml(value)}"/>`)
      .join("")}</attvalues>`;
  };
  const date = file.asOf === null ? "" : ` lastmodifieddate="${file.asOf}"`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<gexf xmlns="http://gexf.net/1.3" version="1.3">`,
    `<meta${date}><creator>lookthrough</creator><description>${xml(file.subject)}</description></meta>`,
    `<graph defaultedgetype="directed">`,
    attributes(fields, "node"),
    attributes(EDGE_FIELDS, "edge"),
    "<nodes>",
    ...file.graph.mapNodes((id, node) => {
      const row = { id, ...nodeRow(file, id, node) };
      return `<node id="${keys.get(id)}" label="${xml(node.label)}">${values(row, fields)}</node>`;
    }),
    "</nodes>",
    "<edges>",
    ...edgesOf(
      file.graph,
      (edge, source, target) =>
        `<edge source="${keys.get(source)}" target="${keys.get(target)}" label="${xml(edgeLabel(edge))}">${values(edgeRow(edge), EDGE_FIELDS)}</edge>`,
    ),
    "</edges>",
    "</graph>",
    "</gexf>",
    "",
  ].join("\n");
}
