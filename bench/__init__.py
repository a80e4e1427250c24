"""What a filter change, the memory and the first load cost, in multiples of an empty page's."""
