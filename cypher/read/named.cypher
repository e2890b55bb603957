// What: entities by exact name. Mirrors: findEntity in src/register/register.ts (unique names).
// Limits: at most 100 of one name are offered.
MATCH (e:Entity {name: $name})
RETURN properties(e) AS entity LIMIT 100
