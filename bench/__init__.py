"""What a filter change, the memory and the first load cost, told in multiples of an empty page's."""
