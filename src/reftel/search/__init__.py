"""Search: the query language, the Tantivy index (one document a telegram), facets, hits in context."""
