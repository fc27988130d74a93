import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classrooms', '0002_course_editors'),
        ('lessons', '0006_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='course',
            name='native',
            field=models.CharField(blank=True, help_text='The language of names and terms under “native”.', max_length=12),
        ),
        migrations.CreateModel(
            name='CourseUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='The short name of the course that it becomes.')),
                ('name', models.CharField(help_text='Of the file, as it came.', max_length=100)),
                ('data', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('course', models.ForeignKey(help_text='What it changes; none for a new course.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lessons.course')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classrooms.school')),
            ],
        ),
    ]
