import django.db.models.deletion
from django.db import migrations, models

from aftercare.foundation.names import folded, name_words
from aftercare.foundation.privacy import keys

STRETCH = 2000


def note_names(apps, schema_editor):
    """The keyed hash of each whole name, and those of its parts; of files merged in, theirs too."""
    Customer = apps.get_model("parties", "Customer")
    NameWord = apps.get_model("parties", "NameWord")
    waiting, words = [], []

    def write():
        Customer.objects.bulk_update(waiting, ["name_token"])
        NameWord.objects.bulk_create(words, ignore_conflicts=True)
        waiting.clear()
        words.clear()

    for customer in Customer.objects.only("id", "name", "name_tokens").iterator(chunk_size=STRETCH):
        customer.name_token = keys.index_of_word(folded(customer.name), "name")
        waiting.append(customer)
        hashes = {keys.index_of_word(word, "name") for word in name_words(customer.name)}
        words += [
            NameWord(word=word, customer_id=customer.id, person=0)
            for word in sorted(hashes.union(customer.name_tokens))
        ]
        if len(waiting) >= STRETCH:
            write()
    write()


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_one_file'),
    ]

    atomic = False

    operations = [
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('pk', models.CompositePrimaryKey('word', 'customer_id', 'person', blank=True, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=16)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words_of_names', to='parties.customer')),
                ('person', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name='customer',
            name='name_token',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.RunPython(note_names, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name='customer',
            name='parties_customer_names',
        ),
        migrations.RemoveField(
            model_name='customer',
            name='name_tokens',
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(models.F('id'), condition=models.Q(('merged_into', None), _negated=True), name='parties_customer_merged'),
        ),
    ]
