"""How the program looks: colours, type and sizes for three themes, the style, the style sheet, the focus ring.

Start with `source.apply()`: it loads the fonts, dresses the application and returns the `ThemeSource` that every
widget of ours takes as its first argument.
"""
