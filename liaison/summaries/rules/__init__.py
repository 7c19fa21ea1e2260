"""What is pure in summaries: who may, what is counted and told, and how it is put into sentences."""
