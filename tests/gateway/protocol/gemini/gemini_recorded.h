#pragma once

#include "catch.h"

#include <fstream>
#include <iterator>
#include <string>

namespace tests {

/// A file from tests/data/gemini.
inline std::string recorded(const std::string& name)
{
    std::ifstream file(std::string(SIGNALBOX_TEST_DATA) + "/gemini/" + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace tests
