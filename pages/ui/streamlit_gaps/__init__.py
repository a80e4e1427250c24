"""What Streamlit lacks or does otherwise, made good in one place: looked at again at each new version of Streamlit.

    browser.py        scripts in the reader's browser; the files that they are in say what each is for
    file_uploader.py  the place for a file is called presentational though it can be reached
    runtime.py        what Streamlit's server knows and has no public name for

Nothing else in `pages` imports from the inside of Streamlit. `tests/ui/test_streamlit_gaps.py` finds every name that is
relied upon in the version that is installed.
"""
