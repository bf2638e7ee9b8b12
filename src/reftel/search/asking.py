"""What an archive answers from its index: the part of `Archive` that searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reftel.errors import UnknownName
from reftel.search import batch, chips, like, saved, searching, suggesting
from reftel.search import facets as faceting
from reftel.search.batch import Line
from reftel.search.chips import Chip
from reftel.search.facets import Facet
from reftel.search.index import Index
from reftel.search.saved import News, Saved
from reftel.search.searching import Found
from reftel.search.suggesting import Suggestion
from reftel.settings import Settings


class Searched:
    """The index of an archive, asked."""

    index: Index
    settings: Settings

    def search(self, query: str, limit: int | None = None, offset: int = 0, order: str = "relevance", by: str = "text") -> Found:
        """The hits of a query; see `reftel.search.query` for the language.

        Args:
            query: in the query language.
            limit: hits on the page; the setting's where None.
            offset: hits passed over before it.
            order: relevance, date, -date, post or -post.
            by: text, semantic (the meaning of the query's words) or hybrid (both joined); the last two come in their own order.

        Raises:
            QueryError: when the query cannot be understood; it says where and what was meant.
            NoVectors: for a search by meaning where nothing was made for it.
        """
        size = self.settings.limit if limit is None else limit
        if by == "text":
            return searching.search(self.index, query, size, offset, order)
        from reftel.search import neighbours

        if order != "relevance":
            raise UnknownName(f"order of a {by} search", order, ("relevance",))
        return neighbours.search(self.index, query, by, size, offset)

    def like(self, mrn: str, query: str = "", limit: int | None = None, offset: int = 0) -> Found:
        """Telegrams like one, by the words and TAGS that mark it out; of those a query finds, where one is given.

        Raises:
            UnknownTelegram: when there is no such telegram.
        """
        return like.like(self.index, mrn, query, self.settings.limit if limit is None else limit, offset)

    def batch(self, lines: Iterable[str], literal: bool = False, best: int = 3, within: str = "") -> list[Line]:
        """A row for each line of a list: how many telegrams it finds, from when to when, the best of them; or its mistake.

        Lines are queries; with `literal` they are names or numbers. All must answer `within` too.
        """
        return list(batch.batch(self.index, lines, literal, best, within))

    def chips(self, query: str) -> list[Chip]:
        """The clauses of a query, for a page to draw: what each means, where it stands, the query without it."""
        return chips.chips(query)

    def refine(self, query: str, facet: str, value: str, exclude: bool = False) -> str:
        """The query with a value of a facet asked for, or excluded."""
        return faceting.refine(query, facet, value, exclude)

    def suggest(self, query: str, cursor: int | None = None, limit: int = 10) -> list[Suggestion]:
        """What the word at the cursor may become, with counts."""
        return suggesting.suggest(self.index, query, cursor, limit)

    def searches(self) -> list[Saved]:
        """The saved searches."""
        return saved.every(self.index)

    def save_search(self, name: str, query: str) -> Saved:
        """Keep a search under a name.

        Raises:
            ReadOnly: when the archive was opened for reading.
        """
        return saved.save(self.index, name, query)

    def delete_search(self, name: str) -> None:
        """Forget a saved search."""
        saved.delete(self.index, name)

    def run_search(self, name: str) -> News:
        """What a saved search finds that it did not find when it was last run; from now on that counts as seen.

        Raises:
            ReadOnly: when the archive was opened for reading; `new_in_search` only looks.
        """
        return saved.run(self.index, name)

    def new_in_search(self, name: str) -> News:
        """What is new in a saved search since it was last run."""
        return saved.news(self.index, name)

    def make_vectors(self, model: str | None = None, progress: Callable[[int], None] | None = None) -> int:
        """Make what a search by meaning needs, or bring it up to date; how many paragraphs were added.

        Args:
            model: `lsa`, fitted on the archive itself, or a sentence-transformers model by path or name; as before where None.
            progress: called with the number of paragraphs done.

        Raises:
            ReadOnly: when the archive was opened for reading.
            NoVectors: when the model cannot be had.
        """
        return self.index.vectors.build(model, progress)

    def facets(self, query: str = "", *names: str, size: int = 15) -> dict[str, list[tuple[str, int]]]:
        """Counts by year, post, classification, TAGS and so on, over all hits of a query."""
        return {name: facet.values for name, facet in faceting.facets(self.index, query, names, size).items()}

    def facet_table(self, query: str = "", *names: str, size: int = 15) -> dict[str, Facet]:
        """The same, with what the values that are not shown come to."""
        return faceting.facets(self.index, query, names, size)
