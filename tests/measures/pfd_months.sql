-- One row per extract, recommendation it holds, and its own word for the status, with the word of the extract before.
-- Reads: extract, version
select now.as_at, version.reference, version.status, version.progress_note as word, before.progress_note as word_before
from extract as now
join version on version.first_n <= now.n and now.n <= version.last_n
left join version as before
    on before.recommendation = version.recommendation and before.first_n <= now.n - 1 and now.n - 1 <= before.last_n
