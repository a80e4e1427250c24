-- One row per moment: how many outstanding recommendations are in each of the bands asked for.
select {columns}
from position
where state = 'outstanding' and {where}
