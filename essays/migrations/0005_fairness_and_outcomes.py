import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classrooms', '0003_access_arrangements'),
        ('essays', '0004_marking_desk'),
        ('lessons', '0007_course_uploads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lowered_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('met', models.BooleanField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='archive',
            name='assignment',
            field=models.ForeignKey(blank=True, help_text='Whose feedback it holds.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='essays.assignment'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='blind',
            field=models.BooleanField(default=False, help_text='Codes for names until all is returned.', verbose_name='marked blind'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='names_shown_at',
            field=models.DateTimeField(blank=True, help_text='When blind marking ended. It stays so.', null=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='order',
            field=models.CharField(choices=[('name', 'By name'), ('oldest', 'Oldest first'), ('chance', 'By chance')], default='name', max_length=6, verbose_name='order of marking'),
        ),
        migrations.AddField(
            model_name='essay',
            name='code',
            field=models.CharField(blank=True, help_text="Stands for the writer's name where marking is blind.", max_length=6),
        ),
        migrations.AddConstraint(
            model_name='essay',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('assignment', 'code'), name='one_essay_of_a_code'),
        ),
        migrations.AddField(
            model_name='flag',
            name='lowered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='flag',
            name='raised_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='flag',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school'),
        ),
        migrations.AddField(
            model_name='flag',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='essays.submission'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='essays.comment'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='marker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outcome',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='submission',
            field=models.ForeignKey(help_text='The redraft.', on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='essays.submission'),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.UniqueConstraint(condition=models.Q(('lowered_at', None)), fields=('submission',), name='one_flag_on_a_submission'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('submission', 'comment'), name='one_outcome_of_a_comment_in_a_redraft'),
        ),
    ]
