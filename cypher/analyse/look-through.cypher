// What: the probability that a walk up from $subject meets one of $of: their joint look-through share, rings included.
// Paste it into the Neo4j browser with :param run => 'mine'; :param subject => '…'; :param of => ['…'];
// :param rounds => 60. The last statement gives `share` and `error`: the true share lies between share and share + error.
// `visits` of a party that nobody holds is its look-through share too, up to `error`, with $of empty.
// Mirrors: src/measures/lookThrough.ts (the walk of docs/method/look-through.md), as a series instead of an elimination.
// Limits: floats; shares known only in part count with their least; nominees and joint blocks are not passed; on the
// default date only (STAKE). Slow rings (products near 1) need many rounds: look at `error`.
MATCH (old:WalkMass {run: $run})
DELETE old;
MATCH (subject:Entity {uid: $subject})
CREATE (:WalkMass {run: $run, round: 0, uid: subject.uid, mass: 1.0, met: false});
UNWIND range(1, $rounds) AS round
CALL {
  WITH round
  MATCH (m:WalkMass {run: $run, round: round - 1})
  WHERE NOT m.met
  MATCH (:Entity {uid: m.uid})<-[a:STAKE]-(h:Entity)
  WITH round, h.uid AS uid, sum(m.mass * a.equity) AS mass
  CREATE (:WalkMass {run: $run, round: round, uid: uid, mass: mass, met: uid IN $of})
}
RETURN count(*) AS rounds;
MATCH (m:WalkMass {run: $run})
OPTIONAL MATCH (:Entity {uid: m.uid})<-[a:STAKE]-(:Entity)
WITH m, count(a) AS above
WITH collect({uid: m.uid, round: m.round, mass: m.mass, met: m.met, ended: above = 0}) AS all
UNWIND all AS each
WITH all, each WHERE each.round > 0
WITH all, each.uid AS uid, sum(each.mass) AS visits
RETURN uid, visits,
  reduce(s = 0.0, x IN all | s + CASE WHEN x.met THEN x.mass ELSE 0.0 END) AS share,
  reduce(s = 0.0, x IN all | s + CASE WHEN x.round = $rounds AND NOT x.met AND NOT x.ended THEN x.mass ELSE 0.0 END) AS error
ORDER BY visits DESC, uid;
