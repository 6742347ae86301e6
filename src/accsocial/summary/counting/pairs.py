"""Rows by group and kind: whatever these two tell is told once for each pair of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from accsocial.summary.codes.packed import Whole, cells, local_codes, numbered

LEFT_OUT = -1
"""The label of pairs whose rows are not counted."""


class Pairs:
    """The pairs of group and kind that rows have.

    `group`, `kind` and `rows` (how many rows have it) are by pair. `of_row` has the place of the
    pair of each row, and the number of pairs for rows that are left out.
    """

    def __init__(
        self, group: npt.NDArray[np.integer], kind: npt.NDArray[np.integer], left_out: Whole
    ) -> None:
        # Few of all groups are in a slice: with places of their own the table stays small.
        here, pair = local_codes(group)
        kinds = int(kind.max(initial=0)) + 1
        pair *= kinds
        pair += kind
        pair[left_out] = len(here) * kinds
        found, rows, self.of_row = numbered(pair, len(here) * kinds + 1)
        kept = found < len(here) * kinds
        group_at, self.kind = np.divmod(found[kept], kinds)
        self.group: npt.NDArray[np.uint32] = here[group_at].astype(np.uint32)
        self.rows: Whole = rows[kept]

    def marks(self, by_pair: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """By row, what is so of some pairs; it is not so of rows that are left out."""
        found: npt.NDArray[np.bool_] = np.append(by_pair, False).take(self.of_row)
        return found

    def tally(self, label: Whole, second: npt.NDArray[np.integer]) -> tuple[Whole, Whole, Whole]:
        """In how many rows the label of a pair and a number of the row occur together.

        `label` is by pair, `second` by row: whole numbers from 0 on. Returns label, number and
        count of each two that occur, ascending. Pairs with the label LEFT_OUT are not counted.
        """
        counted = label != LEFT_OUT
        labels, place = np.unique(label[counted], return_inverse=True)
        wide = int(second.max(initial=0)) + 1
        end = len(labels) * wide
        first = np.full(len(label) + 1, end)
        first[:-1][counted] = place * wide
        side_by_side = first.take(self.of_row)
        side_by_side += second
        found, times = cells(side_by_side, end + wide)
        kept = np.searchsorted(found, end)
        at, number = np.divmod(found[:kept], wide)
        return labels[at], number, times[:kept]
