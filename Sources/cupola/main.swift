print("cupola")
