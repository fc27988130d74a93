import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classrooms', '0003_access_arrangements'),
        ('essays', '0001_work_and_feedback'),
        ('lessons', '0007_course_uploads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Aim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('met_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due', models.DateTimeField(verbose_name='due')),
                ('because', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('essay', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='plan', serialize=False, to='essays.essay')),
                ('thesis', models.TextField(blank=True)),
                ('cards', models.JSONField(default=list, help_text='In order; each: id, point, evidence, explanation, link.')),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='assignment',
            name='minutes',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Timed: how long each student has from their own start.', null=True, verbose_name='minutes'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='shows_process',
            field=models.BooleanField(default=False, verbose_name='shows how it was written'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='take_back',
            field=models.BooleanField(default=True, help_text='Until it is due.', verbose_name='may be taken back'),
        ),
        migrations.AddField(
            model_name='essay',
            name='ends_at',
            field=models.DateTimeField(blank=True, help_text='Timed work: when writing ends, fixed at the start.', null=True),
        ),
        migrations.AddField(
            model_name='revision',
            name='pastes',
            field=models.JSONField(default=list, help_text='at and length in code points of this text; from: own, clipping, outside.'),
        ),
        migrations.AddField(
            model_name='submission',
            name='by_clock',
            field=models.BooleanField(default=False, help_text='Timed work whose time ran out, handed in by itself.'),
        ),
        migrations.AddField(
            model_name='submission',
            name='plan',
            field=models.JSONField(default=dict, help_text='The plan as it stood: thesis and cards; empty without one.'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('minutes', None), ('minutes__gt', 0), _connector='OR'), name='timed_work_gives_minutes'),
        ),
        migrations.AddField(
            model_name='aim',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school'),
        ),
        migrations.AddField(
            model_name='aim',
            name='student',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aims', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='aim',
            name='submission',
            field=models.ForeignKey(help_text='What it was drawn from.', on_delete=django.db.models.deletion.PROTECT, related_name='aims', to='essays.submission'),
        ),
        migrations.AddField(
            model_name='extension',
            name='assignment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='essays.assignment'),
        ),
        migrations.AddField(
            model_name='extension',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school'),
        ),
        migrations.AddField(
            model_name='extension',
            name='student',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plan',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school'),
        ),
        migrations.AddIndex(
            model_name='aim',
            index=models.Index(fields=['school', 'student', '-made_at'], name='aims_of_a_student'),
        ),
        migrations.AddConstraint(
            model_name='aim',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='an_aim_has_words'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('assignment', 'student'), name='extended_once'),
        ),
    ]
