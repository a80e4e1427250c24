-- One row per group of the position.
-- Reads: position_groups
select group_id, n from position_groups where is_chosen
