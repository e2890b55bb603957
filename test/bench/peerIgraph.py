"""python3 peerIgraph.py FOLDER owners|control: igraph for the graph, dictionaries of Python for the shares; prints the number of rows.

owners: vectors of owners in the order of the strong components, rings by iteration. control: a work list per controller.
"""
import sys

import igraph
from registerOf import register_of

folder, task = sys.argv[1:3]
company, holdings = register_of(folder)
edges, share = [(holder, subject) for holder, subject, _ in holdings], [part for _, _, part in holdings]
graph = igraph.Graph(n=len(company), edges=edges, directed=True)
above, below = graph.get_inclist(mode="in"), graph.get_inclist(mode="out")


def spread(vector, much, into):
    for person, part in vector.items():
        into[person] = into.get(person, 0.0) + much * part


def owners():
    parts = graph.connected_components(mode="strong")
    of, vectors, rows = parts.membership, {}, 0
    members = list(parts)
    for part in parts.cluster_graph().simplify().topological_sorting(mode="out"):
        inside = [one for one in members[part] if company[one]]
        base = {}
        for one in inside:
            base[one] = {}
            for edge in above[one]:
                holder = edges[edge][0]
                if not company[holder]:
                    spread({holder: 1.0}, share[edge], base[one])
                elif of[holder] != part:
                    spread(vectors[holder], share[edge], base[one])
        total, term, most = {one: dict(base[one]) for one in inside}, base, 1.0
        ring = {one: [e for e in above[one] if company[edges[e][0]] and of[edges[e][0]] == part] for one in inside}
        while most > 1e-12 and any(ring.values()):
            following, most = {}, 0.0
            for one in inside:
                following[one] = {}
                for edge in ring[one]:
                    spread(term[edges[edge][0]], share[edge], following[one])
                most = max([most, *following[one].values()])
                spread(following[one], 1.0, total[one])
            term = following
        for one in inside:
            vectors[one] = total[one]
            rows += sum(part >= 0.25 - 1e-9 for part in total[one].values())
    return rows


def control():
    rows = 0
    for who in range(len(company)):
        votes, controlled, work = {}, set(), [who]
        while work:
            for edge in below[work.pop()]:
                subject = edges[edge][1]
                if subject == who:
                    continue
                votes[subject] = votes.get(subject, 0.0) + share[edge]
                if votes[subject] > 0.5 + 1e-9 and subject not in controlled:
                    controlled.add(subject)
                    work.append(subject)
        rows += len(controlled)
    return rows


print(owners() if task == "owners" else control())
