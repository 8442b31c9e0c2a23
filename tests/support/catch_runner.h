#pragma once

/// Runs the test cases of the program according to its arguments; returns the exit status. The program has its own temporary folder:
/// leftover files in it fail the run. Catch's own part is compiled once for all programs.
int runTestCases(int argc, char* argv[]);
