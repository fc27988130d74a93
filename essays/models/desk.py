"""What markers keep for themselves and for the class: the comment bank, stars, the class sheet, exemplars."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classrooms.models import Membership
from essays.models.feedback import Comment
from essays.models.work import SCHOOL, USER, Assignment, Essay, Submission


class BankCommentQuerySet(models.QuerySet):
    def of(self, user):
        """What this marker may use: their own and the school's, retired ones too."""
        return self.filter(Q(owner=user) | Q(owner=None), school=user.school_id)

    def standing(self):
        return self.filter(retired_at=None)


class BankComment(models.Model):
    """A comment kept for later use: one teacher's own, or the whole school's (`owner` is null).

    A course brings more with it. Editing one changes nothing that was given: a comment is a copy.
    """

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    owner = models.ForeignKey(USER, models.CASCADE, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=20, help_text="Groups the comments given for the class sheet.")
    label = models.CharField(max_length=80)
    text = models.TextField()
    kind = models.CharField(max_length=8, choices=Comment.Kind)
    criterion = models.CharField(max_length=12, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = BankCommentQuerySet.as_manager()

    class Meta:
        ordering = ["label", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "owner", "code"],
                condition=Q(retired_at=None, owner__isnull=False),
                name="one_own_bank_comment_of_a_code",
            ),
            models.UniqueConstraint(
                fields=["school", "code"],
                condition=Q(retired_at=None, owner=None),
                name="one_school_bank_comment_of_a_code",
            ),
        ]

    def __str__(self):
        return self.label


class Star(models.Model):
    """A passage worth showing to the class. Staff see it; a class sees its words only on a sheet or as an exemplar."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="stars")
    starred_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField(help_text="In code points of the submission's text.")
    end = models.PositiveIntegerField()
    quote = models.TextField()
    starred_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_star_has_words"),
            models.UniqueConstraint(
                fields=["submission", "start", "end"], condition=Q(removed_at=None), name="one_star_on_a_passage"
            ),
        ]

    def __str__(self):
        return f"{self.submission_id} · {self.start}-{self.end}"


class Flag(models.Model):
    """A marker wants to talk about a submission with the others who mark it. Students never see it."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="flags")
    note = models.CharField(max_length=300, blank=True)
    raised_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    lowered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    lowered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(lowered_at=None), name="one_flag_on_a_submission"
            )
        ]

    def __str__(self):
        return f"{self.submission_id} · {self.raised_at:%Y-%m-%d}"


class ClassSheet(models.Model):
    """Whole-class feedback on one piece of work, as the teacher has edited it. `version` is what an edit must name."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="sheet", primary_key=True)
    data = models.JSONField(default=dict, help_text="strengths, targets with examples, praised, words, reteach, note")
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True, help_text="From when students see it.")

    def __str__(self):
        return f"{self.assignment} · {self.version}"


class ExemplarQuerySet(models.QuerySet):
    def shown(self):
        """Those whose writer agrees and that no teacher has taken away."""
        return self.filter(consented_at__isnull=False, declined_at=None, withdrawn_at=None)

    def readable_by(self, user):
        """One's own; all of the school for staff; for students those on questions that they have or practise.

        A class does not read its own: it would know the writer.
        """
        studied = Membership.objects.current().students().filter(user=user).values("classroom")
        works = Assignment.objects.visible_to(user).filter(classroom__in=studied)
        practised = Essay.objects.filter(assignment=None, writer=user)
        theirs = Q(submission__essay__question__in=works.exclude(question=None).values("question")) | Q(
            submission__essay__question__in=practised.values("question")
        )
        others = self.filter(pk__in=self.filter(theirs).values("pk")).exclude(
            submission__essay__assignment__classroom__in=studied
        )
        mine = Q(submission__essay__writer=user)
        allowed = Q() if user.teaches else mine | Q(pk__in=others.values("pk"))
        return self.shown().filter(allowed, school=user.school_id)


class Exemplar(models.Model):
    """A returned essay, or a passage of it, that its writer lets later classes read, without a name."""

    school = models.ForeignKey(SCHOOL, models.PROTECT, related_name="+")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="exemplar")
    note = models.TextField(_("why it is worth reading"), blank=True)
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    consented_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True, help_text="Declined, or consent taken back.")
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="Taken away by a teacher.")

    objects = ExemplarQuerySet.as_manager()

    def __str__(self):
        return f"{self.submission_id}"
