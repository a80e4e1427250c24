"""What pages share. A page reads top to bottom and uses nothing of Streamlit's state.

    from pages.ui import cached, chart, figures, headings, register_info, sentences, session

    filters, facts = session.filters(), register_info.facts()
    figures_now = cached.result(headline, filters)              # any measure f(register, *hashable arguments)
    headings.page_headline("152 recommendations … are open.", sentences.view(filters, facts))
    figures.row([Figure(label="Open", value=152, move=7, since="since 31 October", series=(…,), caption="…"), …])
    chart.show(stock_and_flow(frame, name="stock-and-flow"), key="stock")
    chart.show_tiles([Block(chart=bars(…), key="source", rows=lambda value: frame_of_rows), …])
    sentences.no_match()                                        # where there is nothing to show

Every chart goes through `chart.show`; every file through `downloads`; `error_messages` shows errors as sentences.
A new page is a file in `pages/<section>/` and a line in `menu.ENTRIES`; what only that page is made of is in
`pages/ui/<section>/`.
"""
