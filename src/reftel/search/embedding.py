"""From texts to vectors whose closeness is likeness of meaning: one interface, two models behind it.

`lsa` is fitted on the archive itself: words weighted by TF-IDF, the matrix reduced to 256 directions (truncated SVD), so that
"plebiscite" comes to lie beside "referendum" when this archive uses them alike. It needs no download and embeds some ten
thousand paragraphs a second. Any other name is a sentence-transformers model, by path or name, where that library is installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from reftel.errors import NoVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

LSA = "lsa"
DIMENSIONS = 256
FEATURES = 100_000  # words of the model: the most frequent
COMMONEST = 0.3  # a word of more paragraphs than this share tells nothing
PASSES = 4  # of the randomized decomposition
SEED = 0
FILE = "model.npz"


class Embedder(Protocol):
    """A model of meaning. Vectors have length 1, or 0 for a text in which the model knows no word."""

    name: str

    def fit(self, texts: Sequence[str]) -> None:
        """Learn from some paragraphs of the archive; models that come trained do nothing."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One row a text."""

    def save(self, folder: Path) -> None:
        """Keep what was learnt."""

    def load(self, folder: Path) -> None:
        """Take up what was kept."""


def embedder(name: str) -> Embedder:
    """The model of a name.

    Raises:
        NoVectors: when it needs a library that is not installed, or there is no such model.
    """
    return Lsa() if name == LSA else Transformer(name)


def normalised(matrix: Matrix) -> Matrix:
    """Rows of length 1; rows of nothing stay so."""
    import numpy as np

    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return (matrix / np.where(lengths == 0, 1, lengths)).astype(np.float32)


class Lsa:
    """Latent semantic analysis, fitted on the archive; the same texts give the same model."""

    name = LSA

    def __init__(self) -> None:
        self.vocabulary: dict[str, int] = {}
        self.idf: Any = None
        self._words: Any = None
        self.components: Any = None

    def fit(self, texts: Sequence[str]) -> None:
        """Learn words, their weights and the directions of meaning.

        Raises:
            NoVectors: when the texts hold too few words to learn from.
        """
        try:
            from sklearn.decomposition import TruncatedSVD
        except ImportError:
            raise NoVectors(_MISSING) from None
        import numpy as np

        counter = self._counter(
            min_df=2 if len(texts) > 20 else 1, max_df=COMMONEST if len(texts) > 20 else 1.0, max_features=FEATURES
        )
        self._words = None
        try:
            counts = counter.fit_transform(texts)
        except ValueError:
            raise NoVectors("the archive's paragraphs hold too few words that occur twice to learn likeness from") from None
        words = sorted(counter.vocabulary_, key=counter.vocabulary_.__getitem__)
        self.vocabulary = {word: i for i, word in enumerate(words)}
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        self.idf = (np.log((1 + counts.shape[0]) / (1 + held)) + 1).astype(np.float32)
        size = min(DIMENSIONS, counts.shape[0] - 1, counts.shape[1] - 1)
        if size < 1:
            raise NoVectors("the archive's paragraphs hold too few words that occur twice to learn likeness from")
        reducer = TruncatedSVD(size, n_iter=PASSES, random_state=SEED).fit(self._weighted(counts))
        self.components = np.ascontiguousarray(reducer.components_.T, dtype=np.float32)

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One row a text."""
        if self._words is None:
            self._words = self._counter(vocabulary=self.vocabulary)
        weighed = self._weighted(self._words.transform(texts))
        return normalised(weighed @ self.components)

    def _counter(self, **options: Any) -> Any:
        import numpy as np
        from sklearn.feature_extraction.text import CountVectorizer

        return CountVectorizer(token_pattern=r"[^\W_]{2,}", strip_accents="unicode", dtype=np.float32, **options)  # noqa: S106

    def _weighted(self, counts: Any) -> Any:
        """Counts damped, weighted by rarity, each text of length 1."""
        import numpy as np
        from sklearn.preprocessing import normalize

        counts = counts.copy()
        counts.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        return normalize(counts, copy=False)

    def save(self, folder: Path) -> None:
        """Keep words, weights and directions in one file, written beside and renamed."""
        import numpy as np

        words = "\n".join(self.vocabulary).encode()
        beside = folder / "model.part.npz"
        np.savez(beside, words=np.frombuffer(words, dtype=np.uint8), idf=self.idf, components=self.components)
        beside.replace(folder / FILE)

    def load(self, folder: Path) -> None:
        """Take up what was kept.

        Raises:
            NoVectors: when the library is not installed.
        """
        try:
            import numpy as np
            import sklearn  # noqa: F401 - needed to embed
        except ImportError:
            raise NoVectors(_MISSING) from None

        with np.load(folder / FILE, allow_pickle=False) as kept:
            words = kept["words"].tobytes().decode().split("\n")
            self.vocabulary = {word: i for i, word in enumerate(words)}
            self.idf, self.components = kept["idf"], kept["components"]


class Transformer:
    """A sentence-transformers model by path or name; it comes trained."""

    def __init__(self, name: str, model: Any = None) -> None:
        self.name = name
        self.model = model

    def fit(self, texts: Sequence[str]) -> None:
        """Nothing is learnt; the model is opened, so that a wrong name is told at once."""
        self._opened()

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One row a text."""
        import numpy as np

        found = self._opened().encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return normalised(np.asarray(found, dtype=np.float32))

    def _opened(self) -> Any:
        if self.model is None:
            try:
                from sentence_transformers import SentenceTransformer
            except ImportError:
                raise NoVectors(
                    f"model {self.name!r} needs the library sentence-transformers: pip install 'reftel[models]'"
                ) from None
            try:
                self.model = SentenceTransformer(self.name, device="cpu")
            except (OSError, ValueError) as error:
                raise NoVectors(f"model {self.name!r} cannot be opened: {error}") from None
        return self.model

    def save(self, folder: Path) -> None:
        """The name is kept with the vectors; the model stays where it is."""

    def load(self, folder: Path) -> None:
        """The model is opened when something is embedded."""


_MISSING = "search by meaning needs numpy and scikit-learn: pip install 'reftel[semantic]'"
