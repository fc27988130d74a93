import django.db.models.deletion
import django.utils.timezone
import essays.models.feedback
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classrooms', '0003_access_arrangements'),
        ('essays', '0003_exports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='aims_asked',
            field=models.PositiveSmallIntegerField(default=0, help_text='How many a student writes down before the mark shows.', verbose_name='aims asked for'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='mark_waits',
            field=models.BooleanField(default=True, help_text='It shows once the comments were opened.', verbose_name='the mark waits'),
        ),
        migrations.AddField(
            model_name='mark',
            name='notes',
            field=models.JSONField(default=dict, help_text='Criterion code to words about it.'),
        ),
        migrations.AddField(
            model_name='return',
            name='opened_at',
            field=models.DateTimeField(blank=True, help_text='When its writer had opened the comments.', null=True),
        ),
        migrations.AddField(
            model_name='workingmark',
            name='notes',
            field=models.JSONField(default=dict, help_text='Criterion code to words about it.'),
        ),
        migrations.AlterField(
            model_name='mark',
            name='out_of',
            field=essays.models.feedback.PointsField(null=True),
        ),
        migrations.AlterField(
            model_name='mark',
            name='total',
            field=essays.models.feedback.PointsField(null=True),
        ),
        migrations.CreateModel(
            name='ClassSheet',
            fields=[
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sheet', serialize=False, to='essays.assignment')),
                ('data', models.JSONField(default=dict, help_text='strengths, targets with examples, praised, words, reteach, note')),
                ('version', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('shared_at', models.DateTimeField(blank=True, help_text='From when students see it.', null=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school')),
            ],
        ),
        migrations.CreateModel(
            name='Exemplar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True, verbose_name='why it is worth reading')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('consented_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, help_text='Declined, or consent taken back.', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, help_text='Taken away by a teacher.', null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exemplar', to='essays.submission')),
            ],
        ),
        migrations.CreateModel(
            name='BankComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='Groups the comments given for the class sheet.', max_length=20)),
                ('label', models.CharField(max_length=80)),
                ('text', models.TextField()),
                ('kind', models.CharField(choices=[('praise', 'Praise'), ('target', 'Target'), ('question', 'Question'), ('note', 'Note')], max_length=8)),
                ('criterion', models.CharField(blank=True, max_length=12)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school')),
            ],
            options={
                'ordering': ['label', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('owner__isnull', False), ('retired_at', None)), fields=('school', 'owner', 'code'), name='one_own_bank_comment_of_a_code'), models.UniqueConstraint(condition=models.Q(('owner', None), ('retired_at', None)), fields=('school', 'code'), name='one_school_bank_comment_of_a_code')],
            },
        ),
        migrations.CreateModel(
            name='Star',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(help_text="In code points of the submission's text.")),
                ('end', models.PositiveIntegerField()),
                ('quote', models.TextField()),
                ('starred_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school')),
                ('starred_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stars', to='essays.submission')),
            ],
            options={
                'ordering': ['start', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='a_star_has_words'), models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('submission', 'start', 'end'), name='one_star_on_a_passage')],
            },
        ),
    ]
