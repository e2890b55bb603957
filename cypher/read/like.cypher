// What: entities whose name or id is like a text, best first. Mirrors: src/cli/suggestions.ts, which puts them in order.
// Limits: Neo4j's full-text procedure; elsewhere leave it out (an unknown name then gets no suggestions).
CALL db.index.fulltext.queryNodes('lookthrough_names', $text) YIELD node, score
RETURN properties(node) AS entity LIMIT 200
