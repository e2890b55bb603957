// What: all ties of many-party agreements. Mirrors: src/io/neo4j/cone.ts (DESIGN §13.2: one tie a party, one group).
UNWIND $groups AS name
MATCH (t:Tie {group: name})
RETURN properties(t) AS tie
