"""How many appointments workers hold, and how their number changes."""

from __future__ import annotations

from accsocial.indicators.quantities import caseload, people, workers
from accsocial.indicators.sources import COUR, DEFINITION
from accsocial.model import Form, Indicator, Text, Unit

THEME = "workload"

appointments_per_worker = Indicator(
    id="appointments_per_worker",
    theme=THEME,
    label=Text("Appointments per worker", "Rendez-vous par travailleur social"),
    unit=Unit.PER_YEAR,
    meaning=Text(
        "Counted appointments of one worker in one year, on average over the workers who held at "
        "least one. A head, whatever the working time.",
        "Nombre moyen de rendez-vous comptés dans l'année, par travailleur social en ayant tenu "
        "au moins un. Une tête, quel que soit le temps de travail.",
    ),
    numerator=workers.appointments_of_workers,
    denominator=workers.workers_seen,
    unknown=workers.unknown_workers,
    source=COUR.at("p. 10"),
    references=("P05",),
)

median_appointments_per_worker = Indicator(
    id="median_appointments_per_worker",
    theme=THEME,
    label=Text("Median appointments per worker", "Rendez-vous par travailleur social, médiane"),
    unit=Unit.PER_YEAR,
    meaning=Text(
        "Half of the workers hold at most this number of counted appointments in the year.",
        "La moitié des travailleurs sociaux tient au plus ce nombre de rendez-vous comptés dans "
        "l'année.",
    ),
    form=Form.MEDIAN,
    numerator=workers.twice_median_of_workers,
    denominator=workers.workers_seen,
    unknown=workers.unknown_workers,
    source=COUR.at("p. 10"),
    references=("P05",),
)

share_of_416_standard = Indicator(
    id="share_of_416_standard",
    theme=THEME,
    label=Text("Share of the standard of 416", "Part de la norme de 416 atteinte"),
    unit=Unit.SHARE,
    meaning=Text(
        "Appointments per worker as a share of the 416 a year that the family branch prescribes.",
        "Rendez-vous par travailleur social rapportés aux 416 par an que prescrit la branche "
        "famille.",
    ),
    numerator=workers.appointments_of_workers,
    denominator=workers.workers_seen * workers.standard,
    unknown=workers.unknown_workers,
    source=COUR.at("p. 10"),
    basis=("P05",),
)

share_of_workers_below_416 = Indicator(
    id="share_of_workers_below_416",
    theme=THEME,
    label=Text("Workers below the standard of 416", "Travailleurs sociaux sous la norme de 416"),
    unit=Unit.SHARE,
    meaning=Text(
        "Share of workers with fewer counted appointments in the year than the 416 that the family "
        "branch prescribes.",
        "Part des travailleurs sociaux ayant tenu dans l'année moins de rendez-vous comptés que "
        "les 416 que prescrit la branche famille.",
    ),
    numerator=workers.workers_below_standard,
    denominator=workers.workers_seen,
    unknown=workers.unknown_workers,
    source=COUR.at("p. 10"),
    basis=("P05",),
)

appointments_per_working_day = Indicator(
    id="appointments_per_working_day",
    theme=THEME,
    label=Text("Appointments per working day", "Rendez-vous par jour travaillé"),
    unit=Unit.PER_DAY,
    meaning=Text(
        "Counted appointments of one worker on one working day, on average; 198 working days a "
        "year (416 / 2.10) unless the counting rules say otherwise.",
        "Nombre moyen de rendez-vous comptés par travailleur social et par jour travaillé ; 198 "
        "jours par an (416 / 2,10) sauf règle contraire.",
    ),
    numerator=workers.appointments_of_workers,
    denominator=workers.workers_seen * workers.working_days,
    unknown=workers.unknown_workers,
    source=COUR.at("p. 10"),
    references=("P04", "P06"),
)

appointments_per_fte = Indicator(
    id="appointments_per_fte",
    theme=THEME,
    label=Text("Appointments per full-time equivalent", "Rendez-vous par ETPT"),
    unit=Unit.PER_YEAR,
    meaning=Text(
        "Counted appointments, once per worker, by full-time equivalent of the staff list.",
        "Rendez-vous comptés, une fois par travailleur social, rapportés aux équivalents temps "
        "plein travaillés du tableau des effectifs.",
    ),
    numerator=workers.appointments_of_workers,
    denominator=workers.fte,
    unknown=workers.unknown_workers,
    source=COUR.at("p. 10"),
    references=("P05",),
)

beneficiaries_per_worker = Indicator(
    id="beneficiaries_per_worker",
    theme=THEME,
    label=Text("Beneficiaries per worker", "Bénéficiaires par travailleur social"),
    unit=Unit.PER_YEAR,
    meaning=Text(
        "Beneficiaries with a counted appointment in the year, by worker with a counted "
        "appointment in the year.",
        "Bénéficiaires ayant eu un rendez-vous compté dans l'année, rapportés aux travailleurs "
        "sociaux en ayant tenu un.",
    ),
    numerator=people.beneficiaries,
    denominator=workers.workers_seen,
    unknown=people.unknown_beneficiaries,
    source=DEFINITION,
)

caseload_per_worker = Indicator(
    id="caseload_per_worker",
    theme=THEME,
    label=Text("Caseload per worker", "File active par travailleur social"),
    unit=Unit.BENEFICIARIES_PER_WORKER,
    meaning=Text(
        "For each month, the beneficiaries with a counted appointment in the six months that end "
        "with it, by worker with one; the mean over the months of the year. A month whose six "
        "months begin before the first appointment of its body and territory in the extract is "
        "left out, as are months after the last, and months without a worker.",
        "Pour chaque mois, les bénéficiaires ayant eu un rendez-vous compté dans les six mois qui "
        "s'achèvent avec lui, par travailleur social en ayant tenu un ; moyenne sur les mois de "
        "l'année. Un mois dont les six mois commencent avant le premier rendez-vous de l'organisme "
        "et du territoire dans l'extraction est laissé de côté, comme les mois suivant le dernier "
        "et ceux sans travailleur social.",
    ),
    numerator=caseload.caseloads,
    denominator=caseload.months,
    unknown=people.unknown_beneficiaries,
    source=DEFINITION,
)

share_of_workers_within_1_1_to_1_6_per_day = Indicator(
    id="share_of_workers_within_1_1_to_1_6_per_day",
    theme=THEME,
    label=Text("Workers at 1.1 to 1.6 a day", "Travailleurs sociaux de 1,1 à 1,6 par jour"),
    unit=Unit.SHARE,
    meaning=Text(
        "Share of workers whose counted appointments in the year, by working day (198 unless the "
        "counting rules say otherwise), are within the 1.1 to 1.6 that the Cour observes, bounds "
        "included. The Cour's range is one of means, not of workers.",
        "Part des travailleurs sociaux dont les rendez-vous comptés dans l'année, par jour "
        "travaillé (198 sauf règle contraire), sont dans la fourchette de 1,1 à 1,6 qu'observe la "
        "Cour, bornes comprises. La fourchette de la Cour est celle de moyennes, non d'agents.",
    ),
    numerator=workers.workers_in_observed_range,
    denominator=workers.workers_seen,
    unknown=workers.unknown_workers,
    source=COUR.at("p. 10"),
    basis=("P04",),
)

worker_growth = Indicator(
    id="worker_growth",
    theme=THEME,
    label=Text("Growth of the number of workers", "Évolution du nombre de travailleurs sociaux"),
    unit=Unit.SHARE,
    meaning=Text(
        "Workers on the staff list of the year against those of the base year: heads.",
        "Travailleurs sociaux du tableau des effectifs, par rapport à l'année de base : des têtes.",
    ),
    form=Form.GROWTH,
    numerator=workers.staff,
    denominator=workers.staff.at_base_year,
    unknown=workers.staff_without_number,
    source=COUR.at("p. 8"),
    references=("P15",),
)

fte_growth = Indicator(
    id="fte_growth",
    theme=THEME,
    label=Text("Growth of full-time equivalents", "Évolution des ETPT"),
    unit=Unit.SHARE,
    meaning=Text(
        "Full-time equivalents of the year against those of the base year.",
        "Équivalents temps plein travaillés de l'année, par rapport à l'année de base.",
    ),
    form=Form.GROWTH,
    numerator=workers.fte,
    denominator=workers.fte.at_base_year,
    unknown=workers.staff_without_fte,
    source=DEFINITION,
)
