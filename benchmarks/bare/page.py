"""A Streamlit page that holds nothing but one slider and one line of text: what any move on any page costs."""

import streamlit as st

st.text(f"At {st.slider('Bare', 0, 100, 50)}")
