"""Words that labels of systems are made of: what is written in other words may be a name.

A label that no layout maps can be a name in a shifted column. It is shown only if each
of its words begins like one of these.
"""

from __future__ import annotations

import re
from functools import cache

from accsocial.records.names import fold

_STEM = 5
"""Letters that two words must share at their beginning to be taken for forms of one word."""

_FREQUENT = """
accompagnement accueil acceptée activité agence allocataire appel assistant atelier attente
autonomie autre avec bénéficiaire bilan budget bureau ccas centre classé clos collectif commission
communal confirmé conseil conseiller contact contrat contentieux conjoint convoqué courriel
courrier couple culture déclaré décalé décès demande déplacé dette diagnostic différé distance
divers divorce domicile dossier droit écrit école éducation emploi enfance enfant entretien
équipe excusé expulsion extérieur externe famille ferme fermé fini foyer gardes garde groupe
grossesse handicap hébergement hôpital impayé imprévu inactif inconnu individuel indisponible
information injoignable insertion interne internet justice logement loyer mairie maison maladie
maternité médiation mesure ministère mission mobilité monoparental moyen naissance non note nouveau
numérique observation orientation oui parent parentalité partenaire partiel perdu permanence
physique planifié placement plainte précarité présence prévention prévu problème professionnel
programmé projet protection proposé psychologue reçu référent refus relance rencontre rendez
renouvellement répondu réponse report reporté résiliation retraite réunion rupture saisie sans
santé scolaire secours séance sécurité séjour sensible séparation service signalement situation
sms social soins solidarité sortie soutien stage sous statut suivi suite surendettement suspendu
téléphone téléphonique terminé tiers traité transféré transmis transport travail tutelle urgence
urgent usager vacances valide validé vide violence visio visioconférence visite vous
canceled cancelled closed done held mail missed office online open other pending phone planned
rescheduled unknown video visit
"""


def is_usual(label: str) -> bool:
    """Whether every word of four letters or more is one of a system's."""
    words = [fold(word) for word in re.findall(r"\w+", label)]
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(word[:_STEM] in _stems() for word in long)


@cache
def _stems() -> frozenset[str]:
    return frozenset(fold(word)[:_STEM] for word in _FREQUENT.split())
