-- One row per group of the position.
select group_id, n from position_groups where {where}
