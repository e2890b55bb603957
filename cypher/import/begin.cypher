// What: marks the register as being imported. From here to import/finish nobody is answered from it.
// Mirrors: src/io/neo4j/importRegister.ts.
// Limits: a database holds one register.
MERGE (r:Register {uid: 'register'})
SET r.state = 'importing', r.importer = $importer, r.digest = $digest, r.generation = $generation,
    r.table = $table, r.row = $row
