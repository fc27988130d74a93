"""What the demo's students plan before they write, and set out to do after a return."""

from datetime import datetime

from essays import aiming, planning
from essays.models import Essay, Submission
from operations.demo import backdating


def make_plan(essay: Essay, said: dict, at: datetime) -> None:
    """Keep the plan of an essay, as it stood at that time."""
    cards = [{"id": f"c{n}", **card} for n, card in enumerate(said["card"], 1)]
    plan = planning.save(essay=essay, version=0, thesis=said["thesis"], cards=cards)
    backdating.planned(plan, at)


def make_aims(submission: Submission, aims: list[dict]) -> None:
    """Write down what the writer set out to do after this came back; some of it was done since."""
    for said in aims:
        aim = aiming.set_out(submission=submission, by=submission.essay.writer, text=said["text"])
        if "met" in said:
            aiming.meet(aim=aim)
        backdating.aimed(aim, said["at"], said.get("met"))
