from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('classrooms', '0001_people_and_classes'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='edits_courses',
            field=models.BooleanField(default=False, verbose_name='edits courses'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('edits_courses', False), ('school__isnull', False), _connector='OR'), name='who_edits_courses_has_a_school'),
        ),
    ]
