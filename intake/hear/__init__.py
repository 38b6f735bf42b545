"""What the patient answered, and what it means."""
