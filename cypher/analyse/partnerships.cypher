// What: the partnerships among the direct holders of $subject that have one executive partner in common: their members
// and what they hold together, least and most. In the Neo4j browser: :param subject => '…'.
// Mirrors: src/measures/concertGroups.ts with the reason sameExecutivePartner, and docs/method/concert.md.
// Limits: floats; ties that hold on the register's default date; a partnership with two executive partners stands in two
// rows where the program makes one group.
MATCH (r:Register {uid: 'register'})
MATCH (:Entity {uid: $subject})<-[a:STAKE]-(p:Entity)<-[:TIE_TO]-(t:Tie {kind: 'executivePartner'})<-[:TIE_FROM]-(g:Entity)
WHERE (t.start IS NULL OR r.latest IS NULL OR t.start <= r.latest)
  AND (t.end IS NULL OR t.end IN ['9999-12-31', '2099-12-31'] OR (r.latest IS NOT NULL AND t.end > r.latest))
WITH DISTINCT g, p, a
WITH g, p, a ORDER BY p.uid
WITH g.uid AS executivePartner, collect(p.uid) AS members, sum(a.equity) AS least, sum(a.equityMost) AS most
WHERE size(members) > 1
RETURN executivePartner, members, least, most
ORDER BY executivePartner
