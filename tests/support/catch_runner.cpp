#define CATCH_CONFIG_RUNNER
#include "catch.h"

#include "catch_runner.h"

int runTestCases(int argc, char* argv[]) { return Catch::Session().run(argc, argv); }
