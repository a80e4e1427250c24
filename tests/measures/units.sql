-- One row per unit of the position.
select unit, n from tally where {where}
