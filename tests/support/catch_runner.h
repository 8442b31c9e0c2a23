#pragma once

/// Runs the test cases of the program as its arguments say; the exit status. The program has a temporary folder of its own:
/// what is left in it fails the run. Catch's own part is compiled once for all programs.
int runTestCases(int argc, char* argv[]);
