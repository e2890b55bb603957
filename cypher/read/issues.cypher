// What: what was said of the data when they were imported. Mirrors: src/model/issue.ts.
MATCH (i:Issue)
RETURN i.record AS record, i.stage AS stage
