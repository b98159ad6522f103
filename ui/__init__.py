"""What the pages share: the only Streamlit and Altair code outside them."""
