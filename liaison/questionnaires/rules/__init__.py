"""What a questionnaire may be, and who may do what to it when; pure."""
