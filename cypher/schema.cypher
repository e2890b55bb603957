// What: keys, look-ups by name and the full-text index of names. Run once by `lookthrough import`, before the first row.
// Mirrors: src/model/dataset.ts (what is a record), src/register/resolve.ts (ids, then unique names).
// Limits: the only statements in Neo4j's own dialect (5.x). Elsewhere create the same keys by hand.
CREATE CONSTRAINT lookthrough_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_tie IF NOT EXISTS FOR (t:Tie) REQUIRE t.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_fact IF NOT EXISTS FOR (f:Fact) REQUIRE f.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_declaration IF NOT EXISTS FOR (d:Declaration) REQUIRE d.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_issue IF NOT EXISTS FOR (i:Issue) REQUIRE i.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_shadowed IF NOT EXISTS FOR (s:Shadowed) REQUIRE s.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_register IF NOT EXISTS FOR (r:Register) REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_determination IF NOT EXISTS FOR (d:Determination) REQUIRE d.uid IS UNIQUE;
CREATE CONSTRAINT lookthrough_work IF NOT EXISTS FOR (w:DeterminationWork) REQUIRE w.uid IS UNIQUE;
CREATE INDEX lookthrough_entity_name IF NOT EXISTS FOR (e:Entity) ON (e.name);
CREATE INDEX lookthrough_entity_number IF NOT EXISTS FOR (e:Entity) ON (e.number);
CREATE INDEX lookthrough_entity_watched IF NOT EXISTS FOR (e:Entity) ON (e.watched);
CREATE INDEX lookthrough_tie_watched IF NOT EXISTS FOR (t:Tie) ON (t.watched);
CREATE INDEX lookthrough_tie_group IF NOT EXISTS FOR (t:Tie) ON (t.group);
CREATE INDEX lookthrough_walk IF NOT EXISTS FOR (m:WalkMass) ON (m.run, m.round);
CREATE INDEX lookthrough_controlled IF NOT EXISTS FOR (c:Controlled) ON (c.run, c.uid);
CREATE INDEX lookthrough_determination_series IF NOT EXISTS FOR (d:Determination) ON (d.series);
CREATE FULLTEXT INDEX lookthrough_names IF NOT EXISTS FOR (e:Entity) ON EACH [e.name, e.nameEn, e.uid]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
