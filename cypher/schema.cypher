// What: keys. Run once by `lookthrough import`, before the first row. Mirrors: src/model/dataset.ts (what is a record).
// Limits: Neo4j's own dialect (5.x), as in indexes.cypher. Elsewhere create the same keys by hand.
CREATE CONSTRAINT lookthrough_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_tie IF NOT EXISTS FOR (t:Tie) REQUIRE t.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_fact IF NOT EXISTS FOR (f:Fact) REQUIRE f.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_declaration IF NOT EXISTS FOR (d:Declaration) REQUIRE d.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_issue IF NOT EXISTS FOR (i:Issue) REQUIRE i.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_shadowed IF NOT EXISTS FOR (s:Shadowed) REQUIRE s.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_register IF NOT EXISTS FOR (r:Register) REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_determination IF NOT EXISTS FOR (d:Determination) REQUIRE d.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_work IF NOT EXISTS FOR (w:DeterminationWork) REQUIRE w.uid IS UNIQUE
