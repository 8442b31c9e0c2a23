#pragma once

/// Runs the test cases of the program as its arguments say; the exit status.
/// Catch's own part is compiled once for all programs.
int runTestCases(int argc, char* argv[]);
