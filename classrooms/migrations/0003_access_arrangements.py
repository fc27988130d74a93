import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classrooms', '0002_course_editors'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='arrangement', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('extra_time', models.PositiveSmallIntegerField(default=0, help_text='In per cent of the time given.', verbose_name='extra time')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('extra_time__lte', 200)), name='extra_time_at_most_three_times')],
            },
        ),
    ]
