"""What is kept until when: the list, legal holds, and deleting what is due with a signed receipt."""
