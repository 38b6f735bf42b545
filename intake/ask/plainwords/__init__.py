"""Plain words: is what a patient reads short and simple, one thing at a time, and does it fit on the screen?"""
