print("gradschool")
