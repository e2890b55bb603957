// What: entities by key. Mirrors: findEntity in src/register/register.ts (ids first).
UNWIND $ids AS id
MATCH (e:Entity {uid: id})
RETURN properties(e) AS entity
