-- One row per recommendation born by the as-at day.
select reference, state, status, born_on, redatings, first_agreed_on from position where state <> 'not yet'
