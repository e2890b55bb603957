// What: look-ups by name, number and group, and the full-text index of names. Run by `lookthrough import` after the last row:
// an index that is filled at once costs a quarter of one that follows row by row.
// Mirrors: src/register/resolve.ts (ids, then unique names). Limits: Neo4j's own dialect (5.x), as in schema.cypher.
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
