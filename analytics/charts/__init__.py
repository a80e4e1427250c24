"""Charts: a frame becomes a figure and the words that go with it. Nothing here depends on Streamlit or the clock."""
