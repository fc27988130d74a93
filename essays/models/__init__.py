"""Work set and written, and what was thought of it."""

from essays.models.feedback import Comment, Mark, Reply, Response, Return, Rubric, WorkingMark
from essays.models.work import Assignment, Branch, Draft, Essay, Excuse, Revision, Submission

__all__ = [
    "Assignment",
    "Branch",
    "Comment",
    "Draft",
    "Essay",
    "Excuse",
    "Mark",
    "Reply",
    "Response",
    "Return",
    "Revision",
    "Rubric",
    "Submission",
    "WorkingMark",
]
