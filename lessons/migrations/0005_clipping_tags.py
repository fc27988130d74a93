from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0004_pictures_and_images'),
    ]

    operations = [
        migrations.AddField(
            model_name='clipping',
            name='tags',
            field=models.JSONField(blank=True, default=list, help_text="Words of the student's own, to find it again."),
        ),
    ]
