// What: everything that $controller controls: companies in which it and what it controls have more than $more of the
// votes, and partnerships of which one of them is the sole executive partner, round by round until nothing is added.
// In the Neo4j browser: :param run => 'mine'; :param controller => '…'; :param more => 0.5; :param rounds => 30.
// Mirrors: src/measures/controlClosure.ts, the closure R0 of docs/method/control.md.
// Limits: floats: rows with `close: true` lie within 1e-9 of the line and are decided by the program alone. Votes known
// only in part count with their least. Proxies, nominees, suspended votes, votes that a controlled company has in its
// controller, and managers and trustees are left to the program. On the default date only (STAKE).
MATCH (old:Controlled {run: $run})
DELETE old;
MATCH (controller:Entity {uid: $controller})
CREATE (:Controlled {run: $run, uid: controller.uid, round: 0, votes: 1.0, close: false});
UNWIND range(1, $rounds) AS round
CALL {
  WITH round
  CALL {
    WITH round
    MATCH (c:Controlled {run: $run})
    WHERE c.round < round
    MATCH (:Entity {uid: c.uid})-[a:STAKE]->(y:Entity)
    WHERE NOT y.kind IN ['limitedPartnership', 'fund', 'wealthManagementProduct', 'trust']
    WITH round, y, sum(a.voting) AS votes
    WHERE votes > $more - 1e-9
    OPTIONAL MATCH (known:Controlled {run: $run, uid: y.uid})
    WITH round, y, votes, known
    WHERE known IS NULL
    CREATE (:Controlled {run: $run, uid: y.uid, round: round, votes: votes, close: abs(votes - $more) < 1e-9})
  }
  CALL {
    WITH round
    MATCH (c:Controlled {run: $run})
    WHERE c.round < round
    MATCH (:Entity {uid: c.uid})-[:TIE_FROM]->(:Tie {kind: 'executivePartner'})-[:TIE_TO]->(y:Entity)
    WITH DISTINCT round, y
    MATCH (y)<-[:TIE_TO]-(t:Tie {kind: 'executivePartner'})
    WITH round, y, count(DISTINCT t.fromUid) AS partners
    WHERE partners = 1
    OPTIONAL MATCH (known:Controlled {run: $run, uid: y.uid})
    WITH round, y, known
    WHERE known IS NULL
    CREATE (:Controlled {run: $run, uid: y.uid, round: round, votes: null, close: false})
  }
  RETURN count(*) AS done
}
RETURN count(*) AS rounds;
MATCH (c:Controlled {run: $run})
WHERE c.round > 0 AND c.uid <> $controller
RETURN c.uid AS uid, c.votes AS votes, c.close AS close, c.round AS round
ORDER BY round, uid;
