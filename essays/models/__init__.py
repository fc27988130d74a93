"""Work set and written, and what was thought of it."""

from essays.models.desk import BankComment, ClassSheet, Exemplar, Flag, Star
from essays.models.feedback import Comment, Mark, Outcome, Reply, Response, Return, Rubric, WorkingMark
from essays.models.keeping import Archive
from essays.models.thinking import Aim, Plan
from essays.models.work import Assignment, Branch, Draft, Essay, Excuse, Extension, Revision, Submission

__all__ = [
    "Aim",
    "Archive",
    "Assignment",
    "BankComment",
    "Branch",
    "ClassSheet",
    "Comment",
    "Draft",
    "Essay",
    "Excuse",
    "Exemplar",
    "Extension",
    "Flag",
    "Mark",
    "Outcome",
    "Plan",
    "Reply",
    "Response",
    "Return",
    "Revision",
    "Rubric",
    "Star",
    "Submission",
    "WorkingMark",
]
