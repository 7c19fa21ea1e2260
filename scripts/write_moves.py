"""Writes docs/moves.md from the MOVES tables: what a clerk can check against the regulation."""

import sys
from pathlib import Path

from liaison.accounts.rules import standing as accounts
from liaison.archive import rules as archive
from liaison.attachments import rules as attachments
from liaison.complaints.rules import circulars
from liaison.complaints.rules import moves as complaints
from liaison.conferences.rules import moves as conferences
from liaison.conferences.rules import resolutions
from liaison.core.moves import Moves
from liaison.directory.rules import standing as directory
from liaison.opinions import rules as opinions
from liaison.questionnaires.rules import standing as questionnaires
from liaison.ratings import rules as ratings
from liaison.reception.rules import following as reception_following
from liaison.reception.rules import moves as reception
from liaison.reception.rules import visits as reception_visits
from liaison.retention import rules as retention
from liaison.summaries.rules import moves as summary_moves

PAGE = Path(__file__).resolve().parent.parent / "docs" / "moves.md"
TABLES: tuple[tuple[str, Moves], ...] = (
    ("意见建议 opinion", opinions.MOVES),
    ("联席会议 conference", conferences.MOVES),
    ("议定事项 resolution", resolutions.RESOLUTION_MOVES),
    ("接访日 reception day", reception.DAY_MOVES),
    ("值班 duty", reception.DUTY_MOVES),
    ("换班 swap of duties", reception.SWAP_MOVES),
    ("值班律师 duty lawyer", reception.LAWYER_MOVES),
    ("问卷 questionnaire", questionnaires.MOVES),
    ("来访 visit", reception_visits.VISIT_MOVES),
    ("转交 referral", reception_following.REFERRAL_MOVES),
    ("法律意见 legal opinion", reception_following.ADOPTION_MOVES),
    ("案件 court case", ratings.CASE_MOVES),
    ("个案互评 rating", ratings.RATING_MOVES),
    ("公文印发件 signed copy of a paper", archive.MOVES),
    ("人员 person", directory.PERSON_MOVES),
    ("单位 organisation", directory.ORGANISATION_MOVES),
    ("律师投诉法官 complaint, lawyer to judge", complaints.LAWYER_TO_JUDGE_MOVES),
    ("法官投诉律师 complaint, judge to lawyer", complaints.JUDGE_TO_LAWYER_MOVES),
    ("监督通报 circular", circulars.CIRCULAR_MOVES),
    ("工作总结 summary", summary_moves.MOVES),
    ("材料附件 attachment", attachments.MOVES),
    ("用户账户 user account", accounts.MOVES),
    ("到期记录的清除 purge", retention.MOVES),
)
HEAD = """# What moves what

Made from the MOVES tables by `python -m scripts.write_moves`; a test holds them equal.
Who may is a relation to the thing, never a role alone.
"""


def text() -> str:
    """The whole page."""
    return HEAD + "".join(_table(title, moves) for title, moves in TABLES)


def _table(title: str, moves: Moves) -> str:
    lines = [
        f"\n## {title}\n",
        "| verb | button | from | to | who may | audit action | starts | paper, notice |",
        "|" + "---|" * 8,
    ]
    for move in moves:
        sources = (
            "、".join(moves.state_labels[state] for state in moves.state_labels if state in move.sources) or "（新）"
        )
        target = moves.state_labels[move.target] if move.target is not None else "（不变）"
        who = "、".join(label for relation, label in moves.relation_labels.items() if relation in move.relations)
        made = "、".join(word for word in (move.paper, move.notice) if word)
        cells = (f"`{move.verb}`", move.label, sources, target, who, f"`{move.action}`", move.clock or "", made)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
