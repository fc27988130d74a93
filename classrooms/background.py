"""What is done later, by the worker (manage.py db_worker): the one module that knows the task queue."""

from datetime import datetime

from django.utils.module_loading import import_string
from django_tasks import task

__all__ = ["later", "task"]


def later(name: str, *arguments: int | str, at: datetime | None = None) -> None:
    """Have the task of this name ("lessons.tasks.publish_scheduled") run once, not before `at`.

    It is kept in the transaction that is open, so that what is rolled back leaves no task. A task asks at its start
    whether there is still something to do: nobody takes it off the queue.
    """
    import_string(name).using(run_after=at).enqueue(*arguments)
