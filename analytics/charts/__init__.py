"""Charts: a frame becomes a figure and the words that go with it. Nothing here knows of Streamlit or of the clock."""
