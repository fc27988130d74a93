import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0001_courses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='fileversion',
            name='data',
            field=models.BinaryField(help_text='The bytes of an image; such a file has no text.', null=True),
        ),
        migrations.AddField(
            model_name='fileversion',
            name='note',
            field=models.CharField(blank=True, help_text="What changed, in the editor's words.", max_length=200),
        ),
        migrations.CreateModel(
            name='FileDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('revision', models.PositiveIntegerField(default=1, help_text='Counts saves: an editor names the one it replaces.')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('publish_at', models.DateTimeField(blank=True, null=True)),
                ('held', models.TextField(blank=True, help_text='Why the scheduled text did not go out.')),
                ('base', models.ForeignKey(help_text='The version it grew from; none if new.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='lessons.fileversion')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='lessons.coursefile')),
                ('scheduled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
