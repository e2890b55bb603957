// What: the import is complete: the register can be answered from.
// Mirrors: src/io/neo4j/importRegister.ts. Returns nothing when another import has taken over.
MATCH (r:Register {uid: 'register', importer: $importer})
SET r.state = 'complete', r.latest = $latest, r.files = $files, r.entities = $entities, r.holdings = $holdings,
    r.ties = $ties, r.facts = $facts, r.declarations = $declarations, r.inputDigest = $inputDigest
REMOVE r.table, r.row
RETURN r.generation AS generation
