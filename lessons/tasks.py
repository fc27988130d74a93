"""What the worker does for courses."""

from classrooms.background import task
from lessons import drafting


@task()
def publish_scheduled(draft: int) -> None:
    """Publish a draft, by its number, if its moment has come."""
    drafting.publish_scheduled(draft)
