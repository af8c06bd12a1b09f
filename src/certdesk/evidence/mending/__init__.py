"""Files made anew: turned, cut, made smaller, freed of what they tell of people, masked; in a process of its own."""
