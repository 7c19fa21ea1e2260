"""The pages of questionnaires; importing them fills their two rooms."""

from liaison.questionnaires.views import answering, designing, exchange, fielding, reading, results, texts
from liaison.questionnaires.views.room import answering as answering_blueprint
from liaison.questionnaires.views.room import blueprint

BLUEPRINTS = (blueprint, answering_blueprint)

__all__ = ["BLUEPRINTS", "answering", "designing", "exchange", "fielding", "reading", "results", "texts"]
