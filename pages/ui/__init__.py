"""What pages share. A page reads top to bottom and uses nothing of Streamlit's state.

    from pages.ui import cached, chart, figures, opening, reading, state, tables, words

    filters, facts = state.filters(), reading.facts()
    found = cached.result(position, filters)                    # any measure f(register, *hashable arguments)
    opening.sentence("152 recommendations … are open.", words.view(filters, facts))
    figures.row([Figure(label="Open", value=152, move=7, since="since 31 October", series=(…,), caption="…"), …])
    chart.show(stock_and_flow(frame, name="stock-and-flow"), key="stock")
    chart.show_tiles([Block(chart=bars(…), key="source", rows=lambda value: frame_of_rows), …])
    words.no_match()                                            # what stands where there is nothing to show

Every chart goes through `chart.show`; every file through `downloads`; errors are caught by the frame's guard.
A new page is a file in `pages/<section>/` and a line in `menu.ENTRIES`; what it alone is put together from lies in
`pages/ui/<section>/`.
"""
