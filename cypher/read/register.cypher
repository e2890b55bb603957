// What: the state of the register; read first and last in every transaction, so that no answer mixes two imports.
// Mirrors: src/io/neo4j/openRegister.ts.
MATCH (r:Register {uid: 'register'})
RETURN properties(r) AS register
