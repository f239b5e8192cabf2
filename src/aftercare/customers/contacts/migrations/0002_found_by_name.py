from django.db import migrations

from aftercare.foundation.names import name_words
from aftercare.foundation.privacy import keys


def note_names(apps, schema_editor):
    """By the names of its people a customer is found, too."""
    Person = apps.get_model("contacts", "Person")
    NameWord = apps.get_model("parties", "NameWord")
    for person in Person.objects.only("id", "customer_id", "name").iterator(chunk_size=2000):
        hashes = sorted({keys.index_of_word(word, "name") for word in name_words(person.name)})
        NameWord.objects.bulk_create(
            [NameWord(word=w, customer_id=person.customer_id, person=person.id) for w in hashes],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0001_initial'),
        ('parties', '0004_parts_of_names'),
    ]

    operations = [
        migrations.RunPython(note_names, migrations.RunPython.noop),
    ]
