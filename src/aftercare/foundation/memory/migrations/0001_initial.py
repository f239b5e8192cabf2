from django.db import migrations, models

FORWARD = """
CREATE FUNCTION memory_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO memory_stamp AS s ("table", stamp) VALUES (TG_TABLE_NAME, gen_random_uuid())
  ON CONFLICT ("table") DO UPDATE SET stamp = excluded.stamp;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("table", models.CharField(max_length=63, primary_key=True, serialize=False)),
                ("stamp", models.UUIDField()),
            ],
        ),
        migrations.RunSQL(FORWARD, "DROP FUNCTION memory_changed()"),
    ]
