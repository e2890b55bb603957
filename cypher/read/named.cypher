// What: entities by exact name. Mirrors: findEntity in src/register/register.ts (unique names).
// Limits: at most 100 of one name are offered.
UNWIND $names AS name
MATCH (e:Entity {name: name})
WITH name, collect(properties(e))[..100] AS found
UNWIND found AS entity
RETURN name, entity
