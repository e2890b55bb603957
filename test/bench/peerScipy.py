"""python3 peerScipy.py FOLDER owners|control: sparse matrices of SciPy, as a data scientist would do it; prints the number of rows.

owners: D + A D + A^2 D + ... until a term has nothing above 1e-12. control: rounds of a sparse product until nothing is added.
"""
import sys

import numpy as np
import scipy.sparse as sparse
from registerOf import register_of

folder, task = sys.argv[1:3]
company, holdings = register_of(folder)
holder, subject, share = (np.array(column) for column in zip(*holdings))
company = np.array(company)
size = len(company)
within = company[holder]
up = sparse.csr_matrix((share[within], (subject[within], holder[within])), shape=(size, size))

if task == "owners":
    term = sparse.csr_matrix((share[~within], (subject[~within], holder[~within])), shape=(size, size))
    total = term.copy()
    while term.nnz and term.data.max() > 1e-12:
        term = up @ term
        term.data[term.data < 1e-15] = 0
        term.eliminate_zeros()
        total = total + term
    print(int((total.data >= 0.25 - 1e-9).sum()))
else:
    held = sparse.csr_matrix((share, (holder, subject)), shape=(size, size))
    down = sparse.csr_matrix((share[within], (holder[within], subject[within])), shape=(size, size))
    votes, before, pairs = held, -1, 0
    while pairs != before:
        before = pairs
        list_ = votes.tocoo()
        more = (list_.data > 0.5 + 1e-9) & (list_.row != list_.col)
        pairs = int(more.sum())
        controls = sparse.csr_matrix((np.ones(pairs), (list_.row[more], list_.col[more])), shape=(size, size))
        votes = held + controls @ down
    print(pairs)
