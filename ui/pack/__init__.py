"""The pack for the minutes: documents of a scorecard and of scenarios on it. Knows no Streamlit."""
