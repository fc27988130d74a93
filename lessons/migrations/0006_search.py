import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    """CREATE VIRTUAL TABLE lessons_search USING fts5(
        plain_title, plain_text, content='lessons_searchentry', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TRIGGER lessons_search_added AFTER INSERT ON lessons_searchentry BEGIN
        INSERT INTO lessons_search(rowid, plain_title, plain_text)
        VALUES (new.id, new.plain_title, new.plain_text);
    END""",
    """CREATE TRIGGER lessons_search_removed AFTER DELETE ON lessons_searchentry BEGIN
        INSERT INTO lessons_search(lessons_search, rowid, plain_title, plain_text)
        VALUES ('delete', old.id, old.plain_title, old.plain_text);
    END""",
    """CREATE TRIGGER lessons_search_changed AFTER UPDATE ON lessons_searchentry BEGIN
        INSERT INTO lessons_search(lessons_search, rowid, plain_title, plain_text)
        VALUES ('delete', old.id, old.plain_title, old.plain_text);
        INSERT INTO lessons_search(rowid, plain_title, plain_text)
        VALUES (new.id, new.plain_title, new.plain_text);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER lessons_search_added",
    "DROP TRIGGER lessons_search_removed",
    "DROP TRIGGER lessons_search_changed",
    "DROP TABLE lessons_search",
]


POSTGRESQL = [
    "ALTER TABLE lessons_searchentry ADD COLUMN words tsvector",
    """CREATE FUNCTION lessons_search_words() RETURNS trigger LANGUAGE plpgsql AS $words$ BEGIN
        NEW.words := setweight(to_tsvector(NEW.language::regconfig, NEW.plain_title), 'A')
            || to_tsvector(NEW.language::regconfig, NEW.plain_text);
        RETURN NEW;
    END $words$""",
    """CREATE TRIGGER lessons_search_changed BEFORE INSERT OR UPDATE ON lessons_searchentry
        FOR EACH ROW EXECUTE FUNCTION lessons_search_words()""",
    "CREATE INDEX lessons_search_words ON lessons_searchentry USING gin (words)",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER lessons_search_changed ON lessons_searchentry",
    "DROP FUNCTION lessons_search_words()",
    "ALTER TABLE lessons_searchentry DROP COLUMN words",
]


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0005_clipping_tags'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Person'), ('term', 'Term'), ('unit', 'Study unit'), ('section', 'Section'), ('source', 'Source'), ('dispute', 'Dispute'), ('figure', 'Figure'), ('event', 'Event'), ('question', 'Key question')], max_length=8)),
                ('key', models.CharField(help_text="The part's id; the slug of a section or unit.", max_length=100)),
                ('language', models.CharField(help_text="PostgreSQL's text search configuration.", max_length=20)),
                ('number', models.PositiveSmallIntegerField(help_text='Of a section in its unit.', null=True)),
                ('title', models.TextField()),
                ('text', models.TextField(blank=True)),
                ('plain_title', models.TextField(help_text='The title as it is indexed, sign for sign.')),
                ('plain_text', models.TextField(blank=True, help_text='The text as it is indexed, sign for sign.')),
                ('passages', models.JSONField(default=list, help_text='For a section: the id of the passage in each line of the text.')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='lessons.course')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lessons.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'key'), name='one_search_entry_of_a_part')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
