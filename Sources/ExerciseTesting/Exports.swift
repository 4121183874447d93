// Whoever writes a grader can also check the derivative of a solution: `expectGradient` comes along.
@_exported import GradientTesting
