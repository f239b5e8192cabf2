from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

# How far two pictures are apart: the least of both whole, and of one whole, one without edges.
# In numbers of 64 signs that differ. A file that is the same to the byte is 0 apart.
_ALIKE = """
SELECT mine.id, other.id, apart.signs FROM files_storedfile mine
JOIN files_storedfile other ON other.id <> mine.id
CROSS JOIN LATERAL (SELECT CASE WHEN other.sha256 = mine.sha256 THEN 0 ELSE (
  SELECT min(bit_count((mine.looks[pair.one] # other.looks[pair.two])::bit(64)))
  FROM (VALUES (1, 1), (1, 2), (2, 1), (1, 3), (3, 1)) pair (one, two)) END AS signs) apart
WHERE mine.id = ANY(%s) AND apart.signs <= %s
ORDER BY apart.signs, other.id LIMIT %s
"""
MOST_ALIKE = 200


class StoredFile(models.Model):
    """A file as it was kept: the content lies in the storage under its SHA-256, once.

    `sha256` is of what is kept: pictures are redrawn, smaller and without what cameras add.
    """

    name = models.CharField(max_length=140)
    form = models.CharField(max_length=10)
    mime = models.CharField(max_length=80)
    suffix = models.CharField(max_length=5)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    # A picture whole and without edges, 64 signs each; empty: it says nothing; null: not read.
    looks = ArrayField(models.BigIntegerField(), null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_by = models.BigIntegerField(null=True)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256}.{self.suffix}"

    @property
    def thumbnail_key(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256}-small.webp"


def alike(ids: Collection[int], *, most_signs: int) -> list[tuple[int, int, int]]:
    """(file, another file, signs apart) of files that show the same, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [list(ids), most_signs, MOST_ALIKE])
        return [(int(one), int(other), int(signs)) for one, other, signs in cursor.fetchall()]
