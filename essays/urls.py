"""Addresses of essays, from the question to the answered comment."""

from django.urls import path

from essays.views import (
    aims,
    archives,
    comments,
    desk,
    evidence,
    extensions,
    feedback,
    files,
    handing_in,
    history,
    marking,
    plan,
    questions,
    returning,
    saving,
    setting,
)

app_name = "essays"

urlpatterns = [
    # Writing
    path("assignments/<int:pk>/", handing_in.assignment, name="assignment"),
    path("assignments/<int:pk>/start/", handing_in.start, name="start"),
    path("questions/<int:pk>/practise/", handing_in.practise, name="practise"),
    path("essays/<int:pk>/", desk.desk, name="desk"),
    path("desk/", desk.shell, name="shell"),
    path("essays/<int:pk>/notebook/", evidence.notebook, name="notebook"),
    path("essays/<int:pk>/save/", saving.save, name="save"),
    path("essays/<int:pk>/branches/<int:branch>/", desk.branch, name="branch"),
    path("essays/<int:pk>/plan/", plan.plan, name="plan"),
    path("essays/<int:pk>/plan/save/", plan.save_plan, name="save-plan"),
    path("essays/<int:pk>/hand-in/", handing_in.hand_in, name="hand-in"),
    path("essays/<int:pk>/receipt/", handing_in.receipt, name="receipt"),
    path("essays/<int:pk>/take-back/", handing_in.take_back, name="take-back"),
    path("essays/<int:pk>/time-up/", handing_in.time_up, name="time-up"),
    path("essays/<int:pk>/go-on/", handing_in.go_on, name="go-on"),
    path("essays/<int:pk>/redraft/", handing_in.redraft, name="redraft"),
    # Looking back
    path("essays/<int:pk>/history/", history.history, name="history"),
    path("essays/<int:pk>/history/<int:state>/", history.state, name="state"),
    path("essays/<int:pk>/history/<int:state>/bring-back/", history.bring_back, name="bring-back"),
    # In and out
    path("essays/export/", archives.archive, name="archive"),
    path("essays/export/<int:pk>/", archives.archive_file, name="archive-file"),
    path("essays/<int:pk>/export/<slug:kind>/", files.essay_file, name="essay-file"),
    path("submissions/<int:pk>/export/<slug:kind>/", files.submission_file, name="submission-file"),
    path("essays/<int:pk>/import/", files.bring_in, name="bring-in"),
    path("essays/<int:pk>/import/keep/", files.take_in, name="take-in"),
    # Setting
    path("questions/<int:pk>/", questions.question, name="question"),
    path("classes/<int:pk>/assignments/new/", setting.set_work, name="set-work"),
    path("assignments/<int:pk>/change/", setting.change_work, name="change-work"),
    path("assignments/<int:pk>/withdraw/", setting.withdraw, name="withdraw"),
    # Marking and returning
    path("assignments/<int:pk>/marking/", marking.queue_page, name="queue"),
    path("assignments/<int:pk>/excuse/", marking.excuse, name="excuse"),
    path("assignments/<int:pk>/extensions/", extensions.extensions, name="extensions"),
    path("assignments/<int:pk>/extensions/lift/", extensions.lift, name="lift-extension"),
    path("assignments/<int:pk>/return/", returning.return_page, name="return"),
    path("assignments/<int:pk>/return/undo/", returning.return_undo, name="return-undo"),
    path("submissions/<int:pk>/", marking.marking_desk, name="marking-desk"),
    path("submissions/<int:pk>/comments/", comments.comments, name="comments"),
    path("submissions/<int:pk>/working/", marking.working, name="working"),
    path("submissions/<int:pk>/mark/", marking.mark, name="mark"),
    path("submissions/<int:pk>/reopen/", marking.reopen, name="reopen"),
    path("submissions/<int:pk>/send-back/", marking.send_back, name="send-back"),
    path("submissions/<int:pk>/correct/", marking.correct, name="correct"),
    path("comments/<int:pk>/", comments.comment, name="comment"),
    path("comments/<int:pk>/remove/", comments.comment_remove, name="comment-remove"),
    # Feedback
    path("essays/<int:pk>/feedback/", feedback.feedback_page, name="feedback"),
    path("essays/<int:pk>/compare/", feedback.compare, name="compare"),
    path("comments/<int:pk>/response/", feedback.respond, name="respond"),
    path("essays/<int:pk>/aims/", aims.add, name="add-aim"),
    path("aims/<int:pk>/change/", aims.change, name="change-aim"),
    path("aims/<int:pk>/met/", aims.meet, name="meet-aim"),
    path("aims/<int:pk>/drop/", aims.drop, name="drop-aim"),
    path("responses/<int:pk>/reply/", feedback.reply, name="reply"),
]
