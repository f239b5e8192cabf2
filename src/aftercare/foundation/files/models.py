from django.db import models


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
