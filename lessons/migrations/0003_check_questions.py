import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classrooms', '0001_people_and_classes'),
        ('lessons', '0002_file_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100)),
                ('position', models.PositiveSmallIntegerField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('section', models.SlugField(max_length=100)),
                ('text', models.TextField()),
                ('choices', models.JSONField(help_text='Each with text, why and whether it is right.')),
                ('passage', models.CharField(blank=True, help_text='Where to look again.', max_length=40)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='lessons.course')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='lessons.unit')),
            ],
            options={
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CheckAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.TextField(help_text='The words that were chosen.')),
                ('right', models.BooleanField()),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='lessons.checkquestion')),
            ],
            options={
                'ordering': ['answered_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='checkquestion',
            constraint=models.UniqueConstraint(fields=('course', 'key'), name='one_checkquestion_of_a_key_in_a_course'),
        ),
        migrations.AddIndex(
            model_name='checkanswer',
            index=models.Index(fields=['user', 'question'], name='answers_of_a_reader'),
        ),
    ]
