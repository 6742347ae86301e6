"""Whether workers stand where the need is (recommendation 7), and territories do alike."""

from __future__ import annotations

from accsocial.indicators.quantities import context, people, territories, workers
from accsocial.indicators.sources import COUR, DEFINITION
from accsocial.model import Form, Indicator, Text, Unit

THEME = "equity"

workers_per_1000_poor_households = Indicator(
    id="workers_per_1000_poor_households",
    theme=THEME,
    label=Text(
        "Workers per 1,000 poor households", "Travailleurs sociaux pour 1\u202f000 foyers pauvres"
    ),
    unit=Unit.WORKERS_PER_1000,
    meaning=Text(
        "Workers on the staff list for every 1,000 poor households.",
        "Travailleurs sociaux du tableau des effectifs pour 1\u202f000 foyers pauvres.",
    ),
    numerator=workers.staff * 1000,
    denominator=context.poor_households,
    unknown=workers.staff_without_number,
    source=COUR.at("recommendation 7"),
)

staffing_gap = Indicator(
    id="staffing_gap",
    theme=THEME,
    label=Text("Workers above or below need", "Écart d'effectif au besoin"),
    unit=Unit.WORKERS,
    meaning=Text(
        "Workers of a territory less those it would have if the body's workers were spread like "
        "poor households. Only by territory: for a whole body there is nothing to compare.",
        "Travailleurs sociaux du territoire, moins ceux qu'il aurait si les effectifs de "
        "l'organisme étaient répartis comme les foyers pauvres. Par territoire seulement.",
    ),
    numerator=workers.staff * context.poor_households.of_body
    - workers.staff_of_body.of_body * context.poor_households,
    denominator=context.poor_households.of_body,
    unknown=workers.staff_without_number,
    source=COUR.at("recommendation 7"),
    needs_groups=("territory",),
)

workers_implied_by_need = Indicator(
    id="workers_implied_by_need",
    theme=THEME,
    label=Text("Workers if spread like need", "Effectif si réparti selon le besoin"),
    unit=Unit.WORKERS,
    meaning=Text(
        "The workers that a territory would have if all those of the body in the year were spread "
        "like poor households: its own workers less these are staffing_gap. Only by territory. "
        "Workers of territories whose poor households are unknown are shared out too; the "
        "shares are among those known.",
        "Les travailleurs sociaux qu'aurait le territoire si tous ceux de l'organisme dans l'année "
        "étaient répartis comme les foyers pauvres : l'effectif réel moins celui-ci est "
        "staffing_gap. Par territoire seulement. Les agents des territoires dont les foyers "
        "pauvres sont inconnus sont aussi répartis ; les parts sont calculées entre ceux connus.",
    ),
    numerator=workers.staff_of_body.of_body * context.poor_households,
    denominator=context.poor_households.of_body,
    unknown=workers.staff_without_number,
    source=COUR.at("recommendation 7"),
    needs_groups=("territory",),
)

share_of_workers_to_move = Indicator(
    id="share_of_workers_to_move",
    theme=THEME,
    label=Text("Workers to move to follow need", "Effectif à déplacer pour suivre le besoin"),
    unit=Unit.SHARE,
    meaning=Text(
        "The part of the workers that would have to change territory for workers to be spread "
        "like poor households: those above need (all workers × the territory's share of the poor "
        "households), added up over the territories that have more, among all workers: the Hoover "
        "index. Over the territories whose workers and poor households are both known, at least "
        "two; the others are left out of both sides and counted as unknown, never as 0.",
        "La part des travailleurs sociaux qui devraient changer de territoire pour que l'effectif "
        "soit réparti comme les foyers pauvres : ceux au-delà du besoin (tous les agents × la "
        "part du territoire dans les foyers pauvres), additionnés sur les territoires qui en ont "
        "plus, parmi tous : l'indice de Hoover. Sur les territoires dont l'effectif et les foyers "
        "pauvres sont connus, au moins deux ; les autres sont laissés de côté et comptés comme "
        "inconnus, jamais comme 0.",
    ),
    numerator=territories.workers_above_need,
    denominator=territories.workers_compared * territories.poor_households_compared,
    unknown=territories.territories_left_out,
    source=COUR.at("recommendation 7"),
)

gini_of_workers_against_need = Indicator(
    id="gini_of_workers_against_need",
    theme=THEME,
    label=Text("Gini of workers against need", "Indice de Gini des effectifs selon le besoin"),
    unit=Unit.RATIO,
    meaning=Text(
        "Gini index of workers over poor households: 1 less twice the area under the curve of "
        "their cumulated shares, territories in ascending order of workers by poor household. 0 "
        "if workers are spread like poor households, towards 1 as they stand where few live. Over "
        "the territories whose workers and poor households are both known, at least two; the "
        "others are left out and counted as unknown, never as 0.",
        "Indice de Gini des travailleurs sociaux selon les foyers pauvres : 1 moins deux fois "
        "l'aire sous la courbe de leurs parts cumulées, territoires rangés du moins au plus "
        "d'agents par foyer pauvre. 0 si l'effectif est réparti comme les foyers pauvres, vers 1 "
        "s'il est là où peu d'entre eux vivent. Sur les territoires dont l'effectif et les foyers "
        "pauvres sont connus, au moins deux ; les autres sont laissés de côté et comptés comme "
        "inconnus, jamais comme 0.",
    ),
    numerator=territories.lorenz_gap,
    denominator=territories.workers_compared * territories.poor_households_compared,
    unknown=territories.territories_left_out,
    source=COUR.at("recommendation 7"),
)

intensity_ratio_of_highest_to_lowest_territory = Indicator(
    id="intensity_ratio_of_highest_to_lowest_territory",
    theme=THEME,
    label=Text(
        "Intensity, highest to lowest territory", "Intensité, rapport des territoires extrêmes"
    ),
    unit=Unit.RATIO,
    meaning=Text(
        "Appointments per beneficiary of the territory where they are most, divided by those of "
        "the territory where they are fewest, among the territories of the body (or part of it) "
        "that have beneficiaries in the year. 1 means no difference. With one territory there is "
        "nothing to compare. However small, each territory counts: see also the coefficient of "
        "variation.",
        "Rendez-vous par bénéficiaire du territoire où ils sont le plus nombreux, rapportés à ceux "
        "du territoire où ils le sont le moins, parmi les territoires de l'organisme (ou de la "
        "part d'activité) ayant des bénéficiaires dans l'année. 1 : aucun écart. Avec un seul "
        "territoire, rien à comparer. Même petit, chaque territoire compte : voir aussi le "
        "coefficient de variation.",
    ),
    numerator=territories.highest_intensity,
    denominator=territories.lowest_intensity,
    unknown=people.unknown_beneficiaries,
    source=DEFINITION,
)

intensity_weighted_coefficient_of_variation = Indicator(
    id="intensity_weighted_coefficient_of_variation",
    theme=THEME,
    label=Text(
        "Intensity, variation between territories", "Intensité, variation entre territoires"
    ),
    unit=Unit.RATIO,
    meaning=Text(
        "Standard deviation of the territories' appointments per beneficiary around the mean of "
        "the body (or part of it), each territory weighted by its beneficiaries, divided by that "
        "mean. 0 means no difference; 0.1, that territories are typically 10 % off the mean. "
        "Territories without beneficiaries in the year are left out; with one there is nothing "
        "to compare.",
        "Écart type des rendez-vous par bénéficiaire des territoires autour de la moyenne de "
        "l'organisme (ou de la part d'activité), chaque territoire pesant ses bénéficiaires, "
        "rapporté à cette moyenne. 0 : aucun écart ; 0,1 : un écart typique de 10 % à la moyenne. "
        "Les territoires sans bénéficiaire dans l'année sont laissés de côté ; avec un seul, rien "
        "à comparer.",
    ),
    form=Form.ROOT,
    numerator=territories.intensity_variance,
    denominator=territories.squared_mean_intensity,
    unknown=people.unknown_beneficiaries,
    source=DEFINITION,
)
