"""What a policy pack says, which of its promises hold for a case, and what is wrong with one.

A pack is data (a TOML file, later a version edited on screen). Here it becomes values, once:
`handling_of` and `commitments_of` trust their input, `faults_of` does not.
"""
